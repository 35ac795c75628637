using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Core.Validation;
using Orchestrator.Database.Repositories.Tasks;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Repositories.Tasks;

/// <summary>Lists by a text together with tags or a handler, over more tasks than are looked at one by one.</summary>
public sealed class LabelledTextTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>, IAsyncLifetime
{
    const int PageSize = 7;
    static readonly int Count = LabelledTextQuery.Walks[^1] + 2_000;
    static readonly TaskFilter None = new("many", [], "", new Dictionary<string, string>(), "", "", null, null);
    readonly NpgsqlDataSource _sql = NpgsqlDataSource.Create(database.ConnectionString);

    /// <summary>
    /// Number n is the n-th oldest. Every second is of team even; every fifth says "apple", every thousandth "pear", the last nine "plum"; "quince" is
    /// said by odd ones alone, one in a hundred.
    /// </summary>
    public Task InitializeAsync() => _sql.ExecuteAsync($"""
        BEGIN;
        SET LOCAL session_replication_role = replica;
        INSERT INTO orchestrator.namespaces (name) VALUES ('many') ON CONFLICT DO NOTHING;
        INSERT INTO orchestrator.tasks (id, name, task_name, namespace_id, tags, created_at)
        SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
            concat_ws(' ', n, CASE WHEN n % 5 = 0 THEN 'apple' END, CASE WHEN n % 1000 = 0 THEN 'pear' END, CASE WHEN n <= 9 THEN 'plum' END,
                CASE WHEN n % 100 = 7 THEN 'quince' END),
            CASE WHEN n % 2 = 0 THEN 'debug.echo' ELSE 'sum' END, (SELECT id FROM orchestrator.namespaces WHERE name = 'many'),
            jsonb_build_object('team', CASE WHEN n % 2 = 0 THEN 'even' ELSE 'odd' END, 'all', 'yes'), timestamptz '2026-01-01Z' + n * interval '1 s'
        FROM generate_series(1, {Count}) AS n
        ON CONFLICT DO NOTHING;
        INSERT INTO orchestrator.task_search (task_id, namespace_id, labels, body)
        SELECT id, namespace_id, jsonb_build_object('handler', task_name, 'tags', tags), name FROM orchestrator.tasks ON CONFLICT DO NOTHING;
        COMMIT
        """);

    public async Task DisposeAsync() => await _sql.DisposeAsync();

    [Theory]
    [InlineData("apple", "even", "")]   // common: the first walk has the page
    [InlineData("pear", "even", "")]    // in between: the second walk, or the index
    [InlineData("PLUM", "odd", "")]         // the oldest: the index
    [InlineData("plum", "", "debug.echo")]
    [InlineData("quince", "even", "")]   // many have either, none both
    public async Task ListTasks_ByTextAndLabels_FindsAllInTheirOrder(string text, string team, string handler)
    {
        TaskFilter filter = None with
        {
            SearchText = text,
            Handler = handler,
            Tags = team.Length == 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { ["team"] = team, ["all"] = "yes" },
        };
        int[] expected = text.ToUpperInvariant() switch
        {
            "APPLE" => Numbers(n => n % 10 == 0),
            "PEAR" => Numbers(n => n % 1000 == 0),
            "PLUM" => Numbers(n => n <= 9 && n % 2 == (handler.Length > 0 ? 0 : 1)),
            _ => [],
        };

        List<int> found = [];
        string token = "";
        do
        {
            TaskPage page = await ListAsync(filter, token);
            found.AddRange(page.Tasks.Select(t => int.Parse(t.Id.ToString()[24..], System.Globalization.CultureInfo.InvariantCulture)));
            token = page.NextPageToken;
        }
        while (token.Length > 0 && found.Count < 100);

        Assert.Equal(expected.Take(found.Count), found);
        Assert.Equal(Math.Min(expected.Length, 100), Math.Min(found.Count, 100));
    }

    [Fact]
    public async Task ListTasks_ByTextLabelsAndTheRest_NarrowsByAll()
    {
        TaskFilter filter = None with { SearchText = "plum", Tags = new Dictionary<string, string> { ["team"] = "odd" } };
        DateTimeOffset fifth = new(2026, 1, 1, 0, 0, 5, TimeSpan.Zero);

        Assert.Equal(2, (await ListAsync(filter with { CreatedBefore = fifth }, "")).Tasks.Count);
        Assert.Equal(2, (await ListAsync(filter with { CreatedAfter = fifth }, "")).Tasks.Count);
        Assert.Equal(5, (await ListAsync(filter with { Statuses = [TaskRecordStatus.Pending] }, "")).Tasks.Count);
        Assert.Empty((await ListAsync(filter with { Statuses = [TaskRecordStatus.Failed] }, "")).Tasks);
        Assert.Empty((await ListAsync(filter with { Namespace = "default" }, "")).Tasks);
        Assert.Empty((await ListAsync(filter with { SearchText = "p_um" }, "")).Tasks);
    }

    [Fact]
    public async Task Tags_ChangedByHand_AreFoundByTheNewOnes()
    {
        Guid task = await _sql.ReadAsync<Guid>(
            "INSERT INTO orchestrator.tasks (name, task_name, tags) VALUES ('changed', 'sum', '{\"a\": \"1\"}') RETURNING id");
        await _sql.ExecuteAsync("UPDATE orchestrator.tasks SET tags = '{\"a\": \"2\"}' WHERE id = $1", task);

        Assert.Equal("2", await _sql.ReadAsync<string>("SELECT labels #>> '{tags,a}' FROM orchestrator.task_search WHERE task_id = $1", task));
    }

    static int[] Numbers(Func<int, bool> holds) => [.. Enumerable.Range(1, Count).Where(holds).OrderDescending()];

    Task<TaskPage> ListAsync(TaskFilter filter, string token) => new ListTasks(database.Services.GetRequiredService<ITaskRepository>())
        .ExecuteAsync(filter, PageSize, token, new Violations(), CancellationToken.None);
}
