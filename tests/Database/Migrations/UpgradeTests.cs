using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Migrations;
using Orchestrator.Database.Tests.Chains;
using Orchestrator.Database.Tests.Tasks;
using Orchestrator.Tests.Support;

namespace Orchestrator.Database.Tests.Migrations;

/// <summary>Databases of earlier versions with data in them (Fixtures/README.md), brought to this build.</summary>
public sealed class UpgradeTests
{
    static readonly string Fixtures = Path.Combine(CloneRoot.Path, "tests", "Database", "Migrations", "Fixtures");

    public static IEnumerable<object[]> Versions() => Directory.GetFiles(Fixtures, "????.sql").Select(f => new object[] { Path.GetFileNameWithoutExtension(f) });

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task MigrateAsync_OfADatabaseWithData_KeepsEveryRow(string version)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        await using NpgsqlDataSource sql = NpgsqlDataSource.Create(database.ConnectionString + ";No Reset On Close=true;Pooling=false");
        await sql.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(Fixtures, $"{version}.sql")));
        Dictionary<string, List<string>> columns = await ColumnsAsync(sql);
        Dictionary<string, List<string>> before = await RowsAsync(sql, columns);

        await new SchemaMigrator(database.ConnectionString, TimeProvider.System, NullLogger<SchemaMigrator>.Instance).MigrateAsync(CancellationToken.None);

        Dictionary<string, List<string>> after = await RowsAsync(sql, columns);
        Assert.NotEmpty(before["tasks"]);
        Assert.All(before, table => Assert.Equal(table.Value, after[table.Key]));
        Assert.Null(await new SchemaCheck(sql).FindDifferenceAsync(CancellationToken.None));
    }

    [Fact]
    public async Task LatestFixture_HasARowInEveryTable()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        await using NpgsqlDataSource sql = NpgsqlDataSource.Create(database.ConnectionString + ";No Reset On Close=true;Pooling=false");
        await sql.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(Fixtures, $"{Versions().Max(v => (string)v[0])}.sql")));

        Dictionary<string, List<string>> rows = await RowsAsync(sql, await ColumnsAsync(sql));

        Assert.All(rows, table => Assert.NotEmpty(table.Value));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task MigrateAsync_OfADatabaseWithData_FindsEveryTaskByItsTextAndLabels(string version)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        await using NpgsqlDataSource sql = await UpgradeAsync(database, version);

        Assert.Equal(0L, await sql.ReadAsync<long>("""
            SELECT count(*) FROM orchestrator.tasks AS t
            WHERE t.id NOT IN (
                SELECT orchestrator.find_labelled_texts(t.namespace_id, jsonb_build_object('handler', t.task_name, 'tags', t.tags), '%' || t.name || '%'))
            """));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task MigrateAsync_OfADatabaseWithData_KeepsEveryPromise(string version)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        await using NpgsqlDataSource sql = await UpgradeAsync(database, version);

        TaskRecordStatus[] statuses = [.. await sql.ListAsync<TaskRecordStatus>("SELECT DISTINCT status FROM orchestrator.tasks ORDER BY 1")];
        long chains = await sql.ReadAsync<long>("SELECT count(DISTINCT status) FROM orchestrator.task_chains");

        Assert.Equal(Enum.GetValues<TaskRecordStatus>(), statuses);
        Assert.Equal(string.CompareOrdinal(version, "0003") < 0 ? 0 : 6, chains);
        await Promises.AssertHoldAsync(sql);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task MigrateAsync_OfADatabaseWithData_LetsItsTasksGoOn(string version)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        await using NpgsqlDataSource sql = await UpgradeAsync(database, version);

        Guid pending = await sql.ReadAsync<Guid>("SELECT id FROM orchestrator.tasks WHERE status = 'pending' ORDER BY id LIMIT 1");
        Guid ended = await sql.ReadAsync<Guid>(
            "SELECT id FROM orchestrator.tasks WHERE status = 'completed' AND chain_id IS NULL AND namespace_id = $1 ORDER BY id LIMIT 1", Model.NamespaceRow.DefaultId);
        Assert.True(await sql.MoveAsync(pending, TaskRecordStatus.Pending, TaskRecordStatus.Queued));
        Guid child = await sql.ReadAsync<Guid>("SELECT orchestrator.create_chained_task('behind', 'sum', ARRAY[$1])", ended);

        Assert.Equal(TaskRecordStatus.Running, await sql.ChainStatusAsync(await sql.ChainOfAsync(child)));
        Assert.Equal(ended, await sql.ParentAsync(child));
        await sql.AssertNoViolationAsync();
    }

    /// <summary>A pool as the hosts have it, of a fixture that this build has migrated.</summary>
    static async Task<NpgsqlDataSource> UpgradeAsync(TestDatabase database, string version)
    {
        await using NpgsqlDataSource plain = NpgsqlDataSource.Create(database.ConnectionString + ";Pooling=false");
        await plain.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(Fixtures, $"{version}.sql")));
        await new SchemaMigrator(database.ConnectionString, TimeProvider.System, NullLogger<SchemaMigrator>.Instance).MigrateAsync(CancellationToken.None);
        return OrchestratorDataSource.Create(database.ConnectionString, "tests");
    }

    static async Task<Dictionary<string, List<string>>> ColumnsAsync(NpgsqlDataSource sql) => (await sql.ListAsync(
            """
            SELECT c.table_name::text, format('%I', c.column_name) FROM information_schema.columns AS c
            JOIN information_schema.tables AS t USING (table_schema, table_name)
            WHERE c.table_schema = 'orchestrator' AND t.table_type = 'BASE TABLE' AND c.table_name NOT IN ('schema_migrations', 'schema_logic', 'allowed_transitions')
            ORDER BY 1, c.ordinal_position
            """,
            r => (Table: r.GetString(0), Column: r.GetString(1))))
        .GroupBy(c => c.Table).ToDictionary(t => t.Key, t => t.Select(c => c.Column).ToList());

    /// <summary>Every row as JSON, of the columns given, by table.</summary>
    static async Task<Dictionary<string, List<string>>> RowsAsync(NpgsqlDataSource sql, Dictionary<string, List<string>> columns)
    {
        var rows = new Dictionary<string, List<string>>();
        foreach ((string table, List<string> names) in columns)
        {
            rows[table] = await sql.ListAsync<string>(
                $"SELECT to_jsonb(r)::text FROM (SELECT {string.Join(", ", names)} FROM orchestrator.{table}) AS r ORDER BY 1");
        }

        return rows;
    }
}
