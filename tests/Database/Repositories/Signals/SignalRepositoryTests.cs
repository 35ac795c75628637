using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orchestrator.Core.Orchestration;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Repositories.Signals;

public sealed class SignalRepositoryTests : IAsyncLifetime
{
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    MigratedDatabase _database = null!;

    IOrchestrationSignalStore Signals => _database.Services.GetRequiredService<IOrchestrationSignalStore>();

    public async Task InitializeAsync() => _database = await MigratedDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task ClaimUnsentAsync_Rows_ComeOldestFirstAndWhole()
    {
        Guid first = await InsertAsync("raise_event", "cancel", """{"a": 1}""");
        Guid second = await InsertAsync("terminate", null, null);
        IReadOnlyList<OrchestrationSignal> claimed = await Signals.ClaimUnsentAsync(10, Lease, CancellationToken.None);
        Assert.Equal([first, second], claimed.Select(s => s.Id));
        Assert.Equal((OrchestrationSignalKind.RaiseEvent, "cancel", """{"a": 1}""", 1), (claimed[0].Kind, claimed[0].Name, claimed[0].Payload, claimed[0].Attempts));
        Assert.Equal((OrchestrationSignalKind.Terminate, null, null), (claimed[1].Kind, claimed[1].Name, claimed[1].Payload));
    }

    [Fact]
    public async Task ClaimUnsentAsync_ByManyAtOnce_GivesEachSignalToOne()
    {
        for (int i = 0; i < 30; i++)
        {
            await InsertAsync("suspend", null, null);
        }

        IReadOnlyList<OrchestrationSignal>[] claims = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => Signals.ClaimUnsentAsync(10, Lease, CancellationToken.None)));
        Guid[] all = [.. claims.SelectMany(c => c).Select(s => s.Id)];
        Assert.Equal(all.Distinct().Count(), all.Length);
        IReadOnlyList<OrchestrationSignal> rest = await Signals.ClaimUnsentAsync(100, Lease, CancellationToken.None);
        Assert.Equal(30, all.Length + rest.Count);
    }

    [Fact]
    public async Task ClaimUnsentAsync_LeaseOver_GivesItAgainAndCounts()
    {
        Guid id = await InsertAsync("resume", null, null);
        await Signals.ClaimUnsentAsync(1, TimeSpan.Zero, CancellationToken.None);
        OrchestrationSignal again = Assert.Single(await Signals.ClaimUnsentAsync(1, Lease, CancellationToken.None));
        Assert.Equal((id, 2), (again.Id, again.Attempts));
        Assert.Empty(await Signals.ClaimUnsentAsync(1, Lease, CancellationToken.None));
    }

    [Fact]
    public async Task PostponeAsync_ClaimedSignal_IsClaimedAfterThePause()
    {
        Guid id = await InsertAsync("resume", null, null);
        await Signals.ClaimUnsentAsync(1, TimeSpan.Zero, CancellationToken.None);
        await Signals.PostponeAsync(id, Lease, CancellationToken.None);
        Assert.Empty(await Signals.ClaimUnsentAsync(1, Lease, CancellationToken.None));

        await Signals.PostponeAsync(id, TimeSpan.Zero, CancellationToken.None);
        Assert.Single(await Signals.ClaimUnsentAsync(1, Lease, CancellationToken.None));
    }

    [Fact]
    public async Task MarkSentAsync_Signal_IsNeverClaimedAgain()
    {
        Guid id = await InsertAsync("resume", null, null);
        await Signals.MarkSentAsync(id, CancellationToken.None);
        Assert.Empty(await Signals.ClaimUnsentAsync(1, Lease, CancellationToken.None));
    }

    async Task<Guid> InsertAsync(string kind, string? name, string? payload)
    {
        await using NpgsqlCommand command = _database.DataSource.CreateCommand(
            "INSERT INTO orchestrator.orchestration_signals (instance_id, kind, name, payload) VALUES ('i', $1, $2, $3) RETURNING id");
        command.Parameters.Add(new() { Value = kind });
        command.Parameters.Add(new() { Value = name ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = payload ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb });
        return (Guid)(await command.ExecuteScalarAsync())!;
    }
}
