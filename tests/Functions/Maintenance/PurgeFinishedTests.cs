using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Retention;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Maintenance;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Maintenance;

public sealed class PurgeFinishedTests : HostTests
{
    [Fact]
    public async Task Purge_TakesWhatHasEnded_FromTheTablesAndTheHub()
    {
        List<Guid> done = [];
        for (int i = 0; i < 5; i++)
        {
            done.Add(await Tasks.InsertAsync(HandlerNames.Sum, new SumParameters([i])));
            await Host.StartAsync(done[i]);
            await Host.EndAsync(done[i]);
        }

        Guid sleeping = await Tasks.InsertAsync(HandlerNames.Sleep, new SleepParameters(86_000));
        await Host.StartAsync(sleeping);
        await Host.UntilAsync(async () => await Host.PhaseAsync(sleeping) == "Sleeping");

        await PurgeAsync(TimeSpan.Zero);

        Assert.Equal([sleeping.ToString()], await Tasks.ListAsync("SELECT id::text FROM orchestrator.tasks"));
        Assert.Equal([sleeping.ToString()], await Tasks.ListAsync("SELECT DISTINCT subject_id::text FROM orchestrator.lifecycle_events"));
        foreach (Guid id in done)
        {
            Assert.Null(await Host.FindAsync(id));
        }

        Assert.Equal("Running", (await Host.FindAsync(sleeping))!.RuntimeStatus);
    }

    [Fact]
    public async Task Purge_TakesEndedBulkOperations()
    {
        await Tasks.ExecuteAsync(
            """
            INSERT INTO orchestrator.bulk_operations (id, namespace_id, action, status, filter, request_hash, triggered_by, completed_at)
            SELECT gen_random_uuid(), n.id, 'cancel', o.status::orchestrator.task_status, '{}', 'x', 'api:test', o.ended
            FROM orchestrator.namespaces AS n,
                (VALUES ('completed', clock_timestamp() - interval '2 days'), ('cancelled', clock_timestamp()), ('running', NULL)) AS o (status, ended)
            WHERE n.name = 'default'
            """);

        await PurgeAsync(TimeSpan.FromDays(1));

        Assert.Equal(["cancelled", "running"], await Tasks.ListAsync("SELECT status::text FROM orchestrator.bulk_operations ORDER BY 1"));
    }

    [Fact]
    public async Task Purge_LeavesWhatIsYounger()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.Sum, new SumParameters([1]));
        await Host.StartAsync(id);
        await Host.EndAsync(id);

        await PurgeAsync(TimeSpan.FromDays(1));

        Assert.Equal("completed", await Tasks.StatusAsync(id));
        Assert.Equal("Completed", (await Host.FindAsync(id))!.RuntimeStatus);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("30", 30.0)]
    [InlineData("0.5", 0.5)]
    public void Settings_AreDays_AndNoneWhenEmpty(string text, double? days) =>
        Assert.Equal(days, RetentionSettings.Read(Configuration(text)).Age?.TotalDays);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("a month")]
    [InlineData("99999")]
    public void Settings_ThatAreNoDays_AreRefusedByName(string text) => Assert.Contains(
        "ORCHESTRATOR_RETENTION_DAYS",
        Assert.Throws<InvalidOperationException>(() => RetentionSettings.Read(Configuration(text))).Message,
        StringComparison.Ordinal);

    static IConfiguration Configuration(string days) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("ORCHESTRATOR_RETENTION_DAYS", days)]).Build();

    /// <summary>With the machine's clock: the rests are real. The hub's instances are as old as the host's clock, which runs ahead, says.</summary>
    Task PurgeAsync(TimeSpan age) => new PurgeFinished(
        Host.Services.GetRequiredService<IRetentionStore>(), new RetentionSettings(age), TimeProvider.System, NullLogger<PurgeFinished>.Instance)
        .PurgeAsync(Host.Services.GetRequiredService<DurableTaskClient>(), age - Host.Ahead - TimeSpan.FromSeconds(1), 2, CancellationToken.None);
}
