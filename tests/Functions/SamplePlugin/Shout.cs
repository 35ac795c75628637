using Newtonsoft.Json;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.SamplePlugin;

/// <summary>A handler as a plugin has one: two steps, something of the host's, a library of its own.</summary>
public sealed class Shout(TimeProvider timeProvider) : TaskHandler
{
    public override string Name => "shout";

    public override Version Version => new(1, 2, 0);

    protected override Task<HandlerResult> ProcessAsync(HandlerContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new HandlerResult(
            context.Attempt.Prompt!.ToUpperInvariant(), JsonConvert.SerializeObject(new { year = timeProvider.GetUtcNow().Year })));

    protected override Task<HandlerResult> ProcessResultsAsync(HandlerContext context, HandlerResult made, CancellationToken cancellationToken) =>
        made.Output!.Length > 0 ? Task.FromResult(made with { WarningsCount = 1 }) : throw new PermanentTaskException("empty", "Nothing to shout.");
}
