using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Core.Events.Bus;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Tasks;

public sealed class AttemptRunnerTests
{
    [Fact]
    public async Task Run_Again_ReturnsWhatIsRecordedAndRunsNothing()
    {
        var handler = new GatedHandler();
        await using AttemptFixture fixture = await AttemptFixture.CreateAsync(configure: handler.Register);
        Guid id = await fixture.Tasks.InsertAsync(GatedHandler.HandlerName);
        handler.Open.SetResult(new HandlerResult("one"));

        AttemptOutcome first = await fixture.RunAsync(id);
        AttemptOutcome second = await fixture.RunAsync(id);

        Assert.Equal(new AttemptOutcome(AttemptResult.Completed), first);
        Assert.Equal(first, second);
        Assert.Equal(1, handler.Runs);
    }

    [Fact]
    public async Task Run_FailedAttemptAgain_ReturnsTheSameDelay()
    {
        await using AttemptFixture fixture = await AttemptFixture.CreateAsync();
        Guid id = await fixture.Tasks.InsertAsync(HandlerNames.DebugEcho, new EchoParameters(FailingAttempts: 1));

        AttemptOutcome first = await fixture.RunAsync(id);
        AttemptOutcome second = await fixture.RunAsync(id);

        Assert.Equal(AttemptResult.RetryScheduled, first.Result);
        Assert.InRange(first.Delay!.Value.TotalSeconds, 1, 1.1);
        Assert.Equal(first, second);
        Assert.Equal("1", await fixture.Tasks.FieldAsync(id, "retry_count"));
    }

    [Fact]
    public async Task Run_AttemptsToTheLast_TellTheBusAroundEach()
    {
        await using AttemptFixture fixture = await AttemptFixture.CreateAsync();
        var bus = fixture.Services.GetRequiredService<EventBus>();
        List<(string Name, string Subject)> heard = [];
        await using IAsyncDisposable subscription = bus.Subscribe("test", EventPattern.All, (happened, _) =>
        {
            if (happened.SubjectKind == "task")
            {
                heard.Add((happened.Name, happened.SubjectId));
            }

            return ValueTask.CompletedTask;
        });
        Guid id = await fixture.Tasks.InsertAsync(HandlerNames.DebugEcho, new EchoParameters(FailingAttempts: 9));
        for (int number = 1; number <= 4; number++)
        {
            await fixture.RunAsync(id, number);
        }

        await bus.DrainAsync(CancellationToken.None);

        string[] retried = ["task.before_handle", "task.handled", "observability.task_handled", "observability.backoff_applied"];
        Assert.Equal(
            [.. retried, .. retried, .. retried, .. retried[..3], "observability.retries_exhausted"],
            heard.Select(h => h.Name).Where(name => !name.StartsWith("orchestration.", StringComparison.Ordinal) && name != "task.before_transition"));
        Assert.All(heard, h => Assert.Equal(id.ToString(), h.Subject));
    }

    [Fact]
    public async Task Run_TwoCopiesAtOnce_RecordOneResult()
    {
        var handler = new GatedHandler();
        await using AttemptFixture fixture = await AttemptFixture.CreateAsync(configure: handler.Register);
        Guid id = await fixture.Tasks.InsertAsync(GatedHandler.HandlerName);

        Task<AttemptOutcome> first = fixture.RunAsync(id);
        await handler.Entered.Task;
        Task<AttemptOutcome> second = fixture.RunAsync(id);
        handler.Open.SetResult(new HandlerResult("one"));

        Assert.All(await Task.WhenAll(first, second), outcome => Assert.Equal(AttemptResult.Completed, outcome.Result));
        Assert.Equal(["1 completed"], await fixture.Tasks.AttemptsAsync(id));
        Assert.Equal(["pending", "queued", "running", "completed"], await fixture.Tasks.TransitionsAsync(id));
    }

    [Fact]
    public async Task Run_TaskCancelledMeanwhile_StopsTheHandler()
    {
        var handler = new GatedHandler();
        await using AttemptFixture fixture = await AttemptFixture.CreateAsync(configure: handler.Register);
        Guid id = await fixture.Tasks.InsertAsync(GatedHandler.HandlerName);
        Task<AttemptOutcome> attempt = fixture.RunAsync(id);
        await handler.Entered.Task;

        await fixture.Tasks.CancelAsync(id);

        Assert.Equal(AttemptOutcome.Stopped("cancelled"), await attempt);
        Assert.Equal(["1 cancelled cancelled"], await fixture.Tasks.AttemptsAsync(id));
        Assert.DoesNotContain("task.result_ignored", await fixture.Tasks.EventsAsync(id));
    }

    [Fact]
    public async Task Run_HandlerIgnoresTheCancellation_ItsResultIsIgnored()
    {
        var handler = new GatedHandler { IgnoresCancellation = true };
        await using AttemptFixture fixture = await AttemptFixture.CreateAsync(configure: handler.Register);
        Guid id = await fixture.Tasks.InsertAsync(GatedHandler.HandlerName);
        Task<AttemptOutcome> attempt = fixture.RunAsync(id);
        await handler.Entered.Task;

        await fixture.Tasks.CancelAsync(id);
        handler.Open.SetResult(new HandlerResult("too late"));

        Assert.Equal(AttemptOutcome.Stopped("cancelled"), await attempt);
        Assert.Equal("task.result_ignored", (await fixture.Tasks.EventsAsync(id))[^1]);
        Assert.Null(await fixture.Tasks.FieldAsync(id, "output"));
    }

    [Fact]
    public async Task Run_HostStops_LeavesTheAttemptOpenForARepeat()
    {
        var handler = new GatedHandler();
        await using AttemptFixture fixture = await AttemptFixture.CreateAsync(configure: handler.Register);
        Guid id = await fixture.Tasks.InsertAsync(GatedHandler.HandlerName);
        using var stopping = new CancellationTokenSource();
        Task<AttemptOutcome> attempt = fixture.RunAsync(id, hostStopping: stopping.Token);
        await handler.Entered.Task;

        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempt);
        Assert.Equal(["1 running"], await fixture.Tasks.AttemptsAsync(id));

        handler.Open.SetResult(new HandlerResult("one"));
        Assert.Equal(AttemptResult.Completed, (await fixture.RunAsync(id)).Result);
        Assert.Equal("0", await fixture.Tasks.FieldAsync(id, "retry_count"));
    }

    [Fact]
    public async Task Settings_WithoutAKey_ChooseTheSimulatedModel()
    {
        await using AttemptFixture fixture = await AttemptFixture.CreateAsync();

        Assert.Equal("simulated", fixture.Services.GetRequiredService<IChatClient>().GetService<ChatClientMetadata>()!.ProviderName);
    }

    /// <summary>Waits until the test opens it.</summary>
    sealed class GatedHandler : ITaskHandler
    {
        public const string HandlerName = "test.gated";
        int _runs;

        public string Name => HandlerName;

        public bool IgnoresCancellation { get; init; }

        public int Runs => _runs;

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<HandlerResult> Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Register(IServiceCollection services) => services.AddSingleton<ITaskHandler>(this);

        public async Task<HandlerResult> RunAsync(HandlerContext context, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _runs);
            Entered.TrySetResult();
            return await Open.Task.WaitAsync(IgnoresCancellation ? CancellationToken.None : cancellationToken);
        }
    }
}
