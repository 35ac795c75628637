using Orchestrator.Core.Execution;

namespace Orchestrator.Core.Tests.Execution;

public sealed class TaskHandlerTests
{
    static readonly HandlerContext Context = new(
        new TaskAttempt(new AttemptKey(Guid.Empty, 1, 1), "shout", "hello", "{}", 0, 3, DateTimeOffset.UnixEpoch), "worker", CancellationToken.None);

    [Fact]
    public async Task RunAsync_BothSteps_InTheirOrder() =>
        Assert.Equal("HELLO!", (await new Shout().RunAsync(Context, CancellationToken.None)).Output);

    [Fact]
    public async Task RunAsync_ResultRefused_FailsTheAttempt() =>
        await Assert.ThrowsAsync<PermanentTaskException>(() => new Shout { Refuses = true }.RunAsync(Context, CancellationToken.None));

    sealed class Shout : TaskHandler
    {
        public bool Refuses { get; init; }

        public override string Name => "shout";

        protected override Task<HandlerResult> ProcessAsync(HandlerContext context, CancellationToken cancellationToken) =>
            Task.FromResult(new HandlerResult(context.Attempt.Prompt!.ToUpperInvariant()));

        protected override Task<HandlerResult> ProcessResultsAsync(HandlerContext context, HandlerResult made, CancellationToken cancellationToken) =>
            Refuses ? throw new PermanentTaskException("refused", made.Output!) : Task.FromResult(made with { Output = made.Output + "!" });
    }
}
