using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Functions.Handlers;

/// <summary><c>debug.echo</c>: waits, fails as often as asked for, then returns its message.</summary>
public sealed class EchoHandler(TimeProvider timeProvider) : ITaskHandler
{
    public string Name => HandlerNames.DebugEcho;

    public async Task<HandlerResult> RunAsync(HandlerContext context, CancellationToken cancellationToken)
    {
        EchoParameters parameters = ParametersJson.Read<EchoParameters>(context.Attempt.Parameters);
        await Task.Delay(TimeSpan.FromSeconds(parameters.DelaySeconds), timeProvider, cancellationToken);
        int attempt = context.Attempt.RetriesUsed + 1;
        return attempt > parameters.FailingAttempts
            ? new HandlerResult(parameters.Message ?? "")
            : throw new RetryableTaskException(
                "echo_failing", $"Attempt {attempt} fails, as {parameters.FailingAttempts} were asked to.");
    }
}
