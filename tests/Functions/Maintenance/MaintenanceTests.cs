using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Core.Events.Bus;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Maintenance;
using Orchestrator.Functions.Orchestration;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Maintenance;

/// <summary>What the timers mend, on a host and a database of each test's own.</summary>
public sealed class MaintenanceTests : HostTests
{
    DurableTaskClient Client => Host.Services.GetRequiredService<DurableTaskClient>();

    [Fact]
    public async Task StartPendingTasks_TaskThatNobodyStarted_RunsIt()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.Sum, new SumParameters([1, 2]));
        await Tasks.ExecuteAsync("UPDATE orchestrator.tasks SET start_claimed_at = clock_timestamp() - interval '11 s' WHERE id = $1", id);

        await Host.UntilAsync(async () => await Tasks.StatusAsync(id) == "completed", skipTime: true);

        Assert.Equal(["pending", "queued", "running", "completed"], await Tasks.TransitionsAsync(id));
    }

    [Fact]
    public async Task DeliverSignals_SignalThatWasLeft_ReachesItsInstance()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.Sleep, new SleepParameters(86_000));
        await Host.StartAsync(id);
        await Host.UntilAsync(async () => await Host.PhaseAsync(id) == "Sleeping");
        await Tasks.ExecuteAsync(
            "INSERT INTO orchestrator.orchestration_signals (instance_id, kind, name, payload) VALUES ($1, 'raise_event', 'cancel', '{\"Reason\": \"late\"}')",
            $"task-{id}-1");

        await Host.UntilAsync(async () => (await Host.FindAsync(id))!.RuntimeStatus == "Completed", skipTime: true);

        Assert.Equal("cancelled", await Tasks.StatusAsync(id));
        await Host.UntilAsync(async () => await Tasks.ListAsync("SELECT 'x' FROM orchestrator.orchestration_signals WHERE sent_at IS NULL") is []);
    }

    [Fact]
    public async Task Hold_TaskWhoseInstanceTheHubDoesNotHave_GoesBackToPending()
    {
        Guid queued = await Tasks.InsertAsync(HandlerNames.Sum, new SumParameters([1]));
        await Tasks.MoveAsync(queued, "pending", "queued");
        var bus = Host.Services.GetRequiredService<EventBus>();
        List<string> stuck = [];
        await using IAsyncDisposable subscription = bus.Subscribe("test", EventPattern.Parse("observability.stuck_detected"), (happened, _) =>
        {
            stuck.Add(happened.SubjectId);
            return ValueTask.CompletedTask;
        });

        await HoldAsync();
        await bus.DrainAsync(CancellationToken.None);

        Assert.Equal([queued.ToString()], stuck);
        Assert.Equal(["task.created", "task.queued", "task.rescheduled"], await Tasks.EventsAsync(queued));
    }

    [Fact]
    public async Task Hold_TaskWhoseInstanceWasTerminated_IsCancelled()
    {
        Guid id = await StartSleepingAsync();
        await Client.TerminateInstanceAsync($"task-{id}-1", new TerminateInstanceOptions(), CancellationToken.None);
        await Host.UntilAsync(async () => (await Host.FindAsync(id))!.RuntimeStatus == "Terminated");

        await HoldAsync();

        Assert.Equal("cancelled", await Tasks.StatusAsync(id));
        Assert.Equal(["1 cancelled"], await Tasks.AttemptsAsync(id));
    }

    [Fact]
    public async Task Hold_TaskWhoseInstanceFailed_FailsWithTheReason()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.Sum, new SumParameters([1]));
        await Tasks.MoveAsync(id, "pending", "queued");
        // An input that is not this instance's: the orchestrator refuses it.
        await Client.ScheduleNewOrchestrationInstanceAsync(
            RunTaskInput.Orchestrator,
            new RunTaskInput(Guid.NewGuid(), 1, TimeSpan.FromHours(1)),
            new Microsoft.DurableTask.StartOrchestrationOptions($"task-{id}-1"),
            CancellationToken.None);
        await Host.UntilAsync(async () => (await Host.FindAsync(id))!.RuntimeStatus == "Failed");

        await HoldAsync();

        Assert.Equal("failed orchestration_failed", await Tasks.FieldAsync(id, "status || ' ' || error_type"));
        Assert.Contains("is not the run of its input", await Tasks.FieldAsync(id, "error_message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hold_TaskUnderWay_IsLeftAlone()
    {
        Guid id = await StartSleepingAsync();

        await HoldAsync();

        Assert.Equal("running", await Tasks.StatusAsync(id));
    }

    [Fact]
    public async Task Sender_EachKindOfSignal_ReachesTheInstance()
    {
        Guid id = await StartSleepingAsync();
        var sender = new DurableClientSignalSender(Client, NullLogger.Instance);
        Task<SignalOutcome> SendAsync(OrchestrationSignalKind kind, string instance) =>
            sender.SendAsync(new OrchestrationSignal(Guid.NewGuid(), instance, kind, Name: null, Payload: null, 1), CancellationToken.None);

        foreach ((OrchestrationSignalKind kind, string status) in ((OrchestrationSignalKind, string)[])
            [(OrchestrationSignalKind.Suspend, "Suspended"), (OrchestrationSignalKind.Resume, "Running"), (OrchestrationSignalKind.Terminate, "Terminated")])
        {
            Assert.Equal(SignalOutcome.Sent, await SendAsync(kind, $"task-{id}-1"));
            await Host.UntilAsync(async () => (await Host.FindAsync(id))!.RuntimeStatus == status);
        }

        Assert.Equal(SignalOutcome.NoInstance, await SendAsync(OrchestrationSignalKind.Resume, $"task-{id}-1"));
        Assert.Equal(SignalOutcome.NoInstance, await SendAsync(OrchestrationSignalKind.Resume, "nobody"));
    }

    async Task<Guid> StartSleepingAsync()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.Sleep, new SleepParameters(86_000));
        await Host.StartAsync(id);
        await Host.UntilAsync(async () => await Host.PhaseAsync(id) == "Sleeping");
        // The wait's time is over for the work list; the instance's timer is not.
        await Tasks.ExecuteAsync("UPDATE orchestrator.tasks SET wait_until = NULL WHERE id = $1", id);
        return id;
    }

    Task HoldAsync() => new HoldTasksAgainstHub(
        Host.Services.GetRequiredService<IStartStore>(),
        Host.Services.GetRequiredService<IExecutionStore>(),
        Host.Services.GetRequiredService<OrchestrationAnnouncements>(),
        NullLogger<HoldTasksAgainstHub>.Instance).HoldAsync(Client, TimeSpan.Zero, CancellationToken.None);
}
