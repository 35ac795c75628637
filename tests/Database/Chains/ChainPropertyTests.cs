using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Transitions;
using Orchestrator.Database.Tests.Tasks;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Chains;

/// <summary>
/// Whatever several writers do to a chain and to tasks that stand alone, all promises hold after. A seed draws the operations of every
/// connection; <c>ORCHESTRATOR_SEED=5</c> runs that one alone, <c>ORCHESTRATOR_NIGHTLY=1</c> many.
/// </summary>
public sealed class ChainPropertyTests : IAsyncLifetime
{
    const int Connections = 4;
    const int OperationsEach = 40;
    const int TasksOfTheChain = 6;
    const int TasksAlone = 2;

    readonly MigratedDatabase _database = new();

    NpgsqlDataSource Sql => _database.DataSource;

    public static IEnumerable<object[]> Seeds() =>
        (Environment.GetEnvironmentVariable("ORCHESTRATOR_SEED") is { Length: > 0 } seed ? [int.Parse(seed, CultureInfo.InvariantCulture)]
            : Enumerable.Range(1, Environment.GetEnvironmentVariable("ORCHESTRATOR_NIGHTLY") == "1" ? 200 : 8))
        .Select(number => new object[] { (ulong)number });

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Operations_FromManyConnections_KeepEveryPromise(ulong seed)
    {
        Guid chain = await Sql.InsertChainAsync();
        Guid[] tasks = [.. await Sql.InsertNodesAsync(chain, TasksOfTheChain)];
        for (int i = 0; i < TasksAlone; i++)
        {
            tasks = [.. tasks, await Sql.InsertTaskAsync()];
        }

        RandomOperation[][] scripts = [.. RandomOperation.Any.ArrayOf(OperationsEach).Sample(Connections, new Rnd(seed), Connections).Take(Connections)];
        await Task.WhenAll(scripts.Select(async script =>
        {
            foreach (RandomOperation operation in script)
            {
                await operation.PerformAsync(Sql, chain, tasks);
            }
        }));

        await Promises.AssertHoldAsync(Sql);
    }

    [Fact]
    public async Task AllowedTransitions_InTheDatabase_AreThoseOfCSharp() => Assert.Equal(
        AllowedTransitions.All.Select(t => $"{t.Subject} {t.From} {t.To} {t.EventName} {t.OperatorOnly}".ToUpperInvariant()).Order(StringComparer.Ordinal),
        (await Sql.ListAsync(
            "SELECT subject, from_status, to_status, event_name, operator_only FROM orchestrator.allowed_transitions",
            r => $"{r.GetString(0)} {(r.IsDBNull(1) ? null : r.GetFieldValue<TaskRecordStatus>(1))} {r.GetFieldValue<TaskRecordStatus>(2)} {r.GetString(3)} {r.GetBoolean(4)}"
                .ToUpperInvariant())).Order(StringComparer.Ordinal));

    public Task InitializeAsync() => _database.InitializeAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();
}
