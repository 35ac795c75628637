using Npgsql;
using Orchestrator.Database.Tests.Chains;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Templates;

public sealed class TemplateTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    readonly NpgsqlDataSource _sql = database.DataSource;

    [Fact]
    public async Task Versions_AreSortedAsNumbers()
    {
        string[] versions = ["1.9.0", "1.10.0", "2.0.0-rc.1", "2.0.0", "0.0.1", "2.0.0+build.7"];
        foreach (string version in versions)
        {
            await InsertAsync("sorted", version);
        }

        Assert.Equal(
            ["0.0.1", "1.9.0", "1.10.0", "2.0.0-rc.1", "2.0.0", "2.0.0+build.7"],
            await _sql.ListAsync<string>("SELECT version FROM orchestrator.chain_templates WHERE name = 'sorted' ORDER BY version_order, version"));
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1.0.0.0")]
    [InlineData("01.0.0")]
    [InlineData("v1.0.0")]
    [InlineData("1.0.0-")]
    [InlineData("latest")]
    public async Task Version_ThatIsNotSemver_IsRefused(string version) =>
        await AssertRefusedAsync("template_version_must_be_semver", () => InsertAsync("versions", version));

    [Fact]
    public async Task Version_IsThereOnce()
    {
        await InsertAsync("once", "1.0.0");

        await AssertRefusedAsync("template_version_already_exists", () => InsertAsync("once", "1.0.0"));
    }

    [Fact]
    public async Task Template_InUse_IsDeactivatedNotChanged()
    {
        Guid template = await InsertAsync("used", "1.0.0");
        await InsertNodeAsync(template, "a");
        await InsertNodeAsync(template, "b");
        await _sql.ExecuteAsync("INSERT INTO orchestrator.template_edges (template_id, from_node, to_node) VALUES ($1, 'a', 'b')", template);
        await _sql.ExecuteAsync("UPDATE orchestrator.chain_templates SET definition = '{\"draft\": 2}' WHERE id = $1", template);
        Guid chain = await _sql.InsertChainAsync("template_id", $"'{template}'");

        await AssertRefusedAsync(
            "template_in_use_must_not_change", () => _sql.ExecuteAsync("UPDATE orchestrator.chain_templates SET definition = '{}' WHERE id = $1", template));
        await AssertRefusedAsync("template_in_use_must_not_change", () => InsertNodeAsync(template, "c"));
        await AssertRefusedAsync(
            "template_in_use_must_not_change", () => _sql.ExecuteAsync("DELETE FROM orchestrator.template_edges WHERE template_id = $1", template));
        await _sql.ExecuteAsync("UPDATE orchestrator.chain_templates SET active = false WHERE id = $1", template);

        Assert.Equal(
            ["1 template.created ", $"2 template.instantiated {chain}", "3 template.deactivated "],
            await _sql.ListAsync<string>(
                "SELECT seq || ' ' || event_name || ' ' || coalesce(payload ->> 'chain_id', '') FROM orchestrator.lifecycle_events WHERE subject_id = $1 ORDER BY tx, id",
                template));
    }

    [Fact]
    public async Task Template_InstantiatedByMany_NumbersItsEventsWithoutAGap()
    {
        Guid template = await InsertAsync("popular", "1.0.0");

        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => _sql.InsertChainAsync("template_id", $"'{template}'")));

        Assert.Equal(
            Enumerable.Range(1, 31),
            await _sql.ListAsync<int>("SELECT seq FROM orchestrator.lifecycle_events WHERE subject_id = $1 ORDER BY tx, id", template));
    }

    [Theory]
    [InlineData("'a', 'a', 'on_success', NULL", "template_edge_must_not_point_to_its_own_start")]
    [InlineData("'a', 'x', 'on_success', NULL", "template_edge_end_must_be_a_node")]
    [InlineData("'x', 'a', 'on_success', NULL", "template_edge_start_must_be_a_node")]
    [InlineData("'a', 'b', 'expression', NULL", "template_edge_expression_belongs_to_its_condition")]
    public async Task TemplateEdge_ThatBreaksARule_IsRefusedByName(string values, string constraint)
    {
        Guid template = await InsertAsync(Guid.NewGuid().ToString(), "1.0.0");
        await InsertNodeAsync(template, "a");
        await InsertNodeAsync(template, "b");

        await AssertRefusedAsync(constraint, () => _sql.ExecuteAsync(
            $"INSERT INTO orchestrator.template_edges (template_id, from_node, to_node, condition, condition_expression) VALUES ('{template}', {values})"));
    }

    Task<Guid> InsertAsync(string name, string version) => _sql.ReadAsync<Guid>(
        "INSERT INTO orchestrator.chain_templates (name, version, definition, definition_hash) VALUES ($1, $2, '{}', 'h') RETURNING id", name, version);

    Task InsertNodeAsync(Guid template, string key) => _sql.ExecuteAsync(
        "INSERT INTO orchestrator.template_nodes (template_id, node_key, task_name) VALUES ($1, $2, 'sum')", template, key);

    static async Task AssertRefusedAsync(string constraint, Func<Task> act) =>
        Assert.Equal(constraint, (await Assert.ThrowsAsync<PostgresException>(act)).ConstraintName);
}
