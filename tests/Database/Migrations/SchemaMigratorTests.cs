using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orchestrator.Database.Migrations;
using Orchestrator.Tests.Support;

namespace Orchestrator.Database.Tests.Migrations;

public sealed class SchemaMigratorTests : IAsyncLifetime
{
    static readonly SchemaScripts Build = SchemaScripts.Embedded;

    static readonly SchemaScripts NextBuild = Build with
    {
        Migrations = [.. Build.Migrations, new SchemaScript($"{Build.LatestNumber + 1:0000}_next.sql", "CREATE TABLE orchestrator.next_table (id int)")],
        Logic = [.. Build.Logic, new SchemaScript("999_next.sql", "CREATE FUNCTION orchestrator.next_answer() RETURNS int LANGUAGE sql RETURN 42")],
        Product = new Version(Build.Product.Major, Build.Product.Minor + 1),
    };

    TestDatabase _database = null!;
    NpgsqlDataSource _sql = null!;

    [Fact]
    public async Task MigrateAsync_OnAnEmptyDatabase_AppliesEverythingAndASecondTimeNothing()
    {
        MigrationResult first = await Migrator(Build).MigrateAsync(default);
        MigrationResult second = await Migrator(Build).MigrateAsync(default);

        Assert.Equal(Build.Migrations.Select(m => m.Name), first.Migrations);
        Assert.True(first.LogicApplied);
        Assert.Empty(second.Migrations);
        Assert.False(second.LogicApplied);
        Assert.Null(await DifferenceAsync(Build));
    }

    [Fact]
    public async Task MigrateAsync_ByManyAtOnce_IsDoneByOne()
    {
        MigrationResult[] results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator(Build).MigrateAsync(default)));

        Assert.Single(results, r => r.LogicApplied);
        Assert.Single(results, r => r.Migrations.Count == Build.Migrations.Count);
    }

    [Fact]
    public async Task MigrateAsync_ToTheNextBuild_AddsWhatIsNewAndDropsWhatIsGone()
    {
        await Migrator(Build with { Logic = [.. Build.Logic, new("999_old.sql", "CREATE VIEW orchestrator.old_view AS SELECT 1 AS one; CREATE FUNCTION orchestrator.old_answer(int) RETURNS int LANGUAGE sql RETURN 41")] })
            .MigrateAsync(default);

        MigrationResult result = await Migrator(NextBuild).MigrateAsync(default);

        Assert.Equal([NextBuild.Migrations[^1].Name], result.Migrations);
        Assert.Equal(42, await _sql.ReadAsync<int>("SELECT orchestrator.next_answer()"));
        Assert.True(await _sql.ReadAsync<bool>("SELECT to_regproc('orchestrator.old_answer') IS NULL AND to_regclass('orchestrator.old_view') IS NULL"));
        Assert.Null(await DifferenceAsync(NextBuild));
    }

    [Fact]
    public async Task MigrateAsync_OverDataOfTheBuildBefore_KeepsItAndItsTriggers()
    {
        await Migrator(Build).MigrateAsync(default);
        await _sql.ExecuteAsync("INSERT INTO orchestrator.tasks (name, task_name) VALUES ('kept', 'sum')");

        await Migrator(NextBuild).MigrateAsync(default);

        await _sql.ExecuteAsync("UPDATE orchestrator.tasks SET status = 'queued'");
        Assert.Equal(2, await _sql.ReadAsync<long>("SELECT count(*) FROM orchestrator.lifecycle_events"));
    }

    [Fact]
    public async Task MigrateAsync_ByAnOlderBuild_IsRefused()
    {
        await Migrator(NextBuild).MigrateAsync(default);

        SchemaMigrationException byNumber = await Assert.ThrowsAsync<SchemaMigrationException>(() => Migrator(Build).MigrateAsync(default));
        SchemaMigrationException byVersion = await Assert.ThrowsAsync<SchemaMigrationException>(
            () => Migrator(NextBuild with { Product = Build.Product }).MigrateAsync(default));

        Assert.Contains($"at migration {NextBuild.LatestNumber}, this build knows {Build.LatestNumber}", byNumber.Message);
        Assert.Contains($"logic was applied by version {NextBuild.Product}", byVersion.Message);
        Assert.Equal(42, await _sql.ReadAsync<int>("SELECT orchestrator.next_answer()"));
    }

    [Fact]
    public async Task MigrateAsync_WithAChangedMigration_IsRefused()
    {
        await Migrator(Build).MigrateAsync(default);
        SchemaScript frozen = Build.Migrations[0];
        SchemaScripts reformatted = Build with { Migrations = [new SchemaScript(frozen.Name, frozen.Sql.ReplaceLineEndings("\r\n")), .. Build.Migrations.Skip(1)] };

        SchemaMigrationException error = await Assert.ThrowsAsync<SchemaMigrationException>(
            () => Migrator(Build with { Migrations = [new SchemaScript(frozen.Name, frozen.Sql + "\n-- changed"), .. Build.Migrations.Skip(1)] }).MigrateAsync(default));

        Assert.Contains($"Migration {frozen.Name} was changed after it was applied", error.Message);
        Assert.Empty((await Migrator(reformatted).MigrateAsync(default)).Migrations);
    }

    [Fact]
    public async Task MigrateAsync_WithFailingSql_AppliesNothingOfItAndNamesTheFile()
    {
        await Migrator(Build).MigrateAsync(default);
        SchemaScripts broken = NextBuild with
        {
            Migrations = [.. Build.Migrations, new SchemaScript(NextBuild.Migrations[^1].Name, "CREATE TABLE orchestrator.half (id int);\nSELECT nonsense;\n")],
        };

        SchemaMigrationException error = await Assert.ThrowsAsync<SchemaMigrationException>(() => Migrator(broken).MigrateAsync(default));

        Assert.Contains($"{NextBuild.Migrations[^1].Name}: column \"nonsense\" does not exist", error.Message);
        Assert.True(await _sql.ReadAsync<bool>("SELECT to_regclass('orchestrator.half') IS NULL"));
        Assert.Null(await DifferenceAsync(Build));
    }

    [Fact]
    public async Task MigrateAsync_BlockedByAnOpenTransaction_TriesAgainUntilItEnds()
    {
        await Migrator(Build).MigrateAsync(default);
        await using NpgsqlConnection blocking = await _sql.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await blocking.BeginTransactionAsync();
        await blocking.ExecuteAsync("INSERT INTO orchestrator.tasks (name, task_name) VALUES ('open', 'sum')");
        var log = new BlockedLog();

        Task<MigrationResult> migration = Migrator(NextBuild, log, TimeSpan.Zero).MigrateAsync(default);
        string message = await log.FirstBlocked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await transaction.CommitAsync();

        Assert.True((await migration).LogicApplied);
        Assert.Contains("Oldest transaction: process", message);
        Assert.Equal(1, await _sql.ReadAsync<long>("SELECT count(*) FROM orchestrator.tasks"));
    }

    [Fact]
    public async Task MigrateAsync_BlockedForGood_SaysByWhom()
    {
        await Migrator(Build).MigrateAsync(default);
        await using NpgsqlConnection blocking = await _sql.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await blocking.BeginTransactionAsync();
        await blocking.ExecuteAsync("LOCK TABLE orchestrator.tasks IN ROW EXCLUSIVE MODE");

        var migrator = new SchemaMigrator(_database.ConnectionString, TimeProvider.System, NullLogger<SchemaMigrator>.Instance)
        {
            Build = NextBuild,
            Retries = new LockRetries(TimeProvider.System, NullLogger.Instance) { Attempts = 1 },
        };
        SchemaMigrationException error = await Assert.ThrowsAsync<SchemaMigrationException>(() => migrator.MigrateAsync(default));

        Assert.Matches("No lock for logic after 1 attempts. Oldest transaction: process [0-9]+", error.Message);
    }

    [Fact]
    public async Task MigrateAsync_WithFurtherSteps_RunsThemUnderItsLock()
    {
        bool alone = false;
        var step = new SchemaStep("hub", async (connection, cancellationToken) =>
        {
            await using var command = new NpgsqlCommand(
                "SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted", connection);
            alone = (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        });

        await new SchemaMigrator(_database.ConnectionString, TimeProvider.System, NullLogger<SchemaMigrator>.Instance, step).MigrateAsync(default);

        Assert.True(alone);
    }

    [Fact]
    public async Task FindDifferenceAsync_SaysWhatDiffers()
    {
        Assert.Equal(
            $"The database is at migration 0, this build needs {Build.LatestNumber}: run 'orchestrator db migrate'", await DifferenceAsync(Build));

        await Migrator(Build).MigrateAsync(default);

        Assert.Contains($"at migration {Build.LatestNumber}, this build needs {NextBuild.LatestNumber}", await DifferenceAsync(NextBuild));
        Assert.Contains("logic", await DifferenceAsync(Build with { Logic = NextBuild.Logic }));
        await Migrator(NextBuild).MigrateAsync(default);
        Assert.Contains("use the newer build", await DifferenceAsync(Build));
    }

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _sql = NpgsqlDataSource.Create(_database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _sql.DisposeAsync();
        await _database.DisposeAsync();
    }

    SchemaMigrator Migrator(SchemaScripts build, ILogger<SchemaMigrator>? logger = null, TimeSpan? pause = null)
    {
        logger ??= NullLogger<SchemaMigrator>.Instance;
        return new SchemaMigrator(_database.ConnectionString, TimeProvider.System, logger)
        {
            Build = build,
            Retries = new LockRetries(TimeProvider.System, logger) { Pause = pause ?? TimeSpan.FromSeconds(1) },
        };
    }

    Task<string?> DifferenceAsync(SchemaScripts build) => new SchemaCheck(_sql) { Build = build }.FindDifferenceAsync(default);

    sealed class BlockedLog : ILogger<SchemaMigrator>
    {
        public TaskCompletionSource<string> FirstBlocked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == 3102)
            {
                FirstBlocked.TrySetResult(formatter(state, exception));
            }
        }
    }
}
