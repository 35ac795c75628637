using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>A function that did not end in its time: its services live until it does, and its end is logged.</summary>
static class AbandonedInvocation
{
    public static async Task DisposeAfterAsync(Task run, EmbeddedFunctionContext context, ILogger logger)
    {
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        FunctionsWorkerLog.AbandonedEnded(logger, run.Exception, context.Function.Name, context.InvocationId);
        await context.DisposeAsync();
    }
}
