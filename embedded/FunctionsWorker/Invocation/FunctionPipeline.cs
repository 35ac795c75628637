using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>Runs functions: middleware, time limit, log, scope.</summary>
sealed class FunctionPipeline(FunctionMiddleware middleware, HostSettings settings, TimeProvider timeProvider, ILogger<FunctionPipeline> logger)
{
    readonly FunctionExecutionDelegate _run = middleware.Around(FunctionMethod.RunAsync);

    /// <summary>Runs a function and ends its context.</summary>
    /// <returns>What it returned.</returns>
    /// <exception cref="FunctionTimeoutException">It took too long; an orchestrator has no limit, since it waits most of its time.</exception>
    public Task<object?> InvokeAsync(EmbeddedFunctionContext context)
        => context.Function.Kind == TriggerKind.Orchestration ? RunOrchestratorAsync(context) : RunAsync(context);

    // Every await here is the orchestrator's own: the runtime resumes them within a turn, and replays them.
    async Task<object?> RunOrchestratorAsync(EmbeddedFunctionContext context)
    {
        await using (context)
        {
            await _run(context);
            return context.Result;
        }
    }

    async Task<object?> RunAsync(EmbeddedFunctionContext context)
    {
        long start = Stopwatch.GetTimestamp();
        string name = context.Function.Name;
        FunctionsWorkerLog.Executing(logger, name, context.InvocationId);
        Task run = _run(context);
        try
        {
            await run.WaitAsync(settings.FunctionTimeout, timeProvider);
            FunctionsWorkerLog.Executed(logger, name, context.InvocationId, Stopwatch.GetElapsedTime(start));
            return context.Result;
        }
        catch (TimeoutException) when (!run.IsCompleted)
        {
            context.Cancel();
            FunctionTimeoutException timeout = new(name, settings.FunctionTimeout);
            Log(timeout);
            throw timeout;
        }
        catch (OperationCanceledException) when (context.IsGivenUp)
        {
            FunctionsWorkerLog.Cancelled(logger, name, context.InvocationId, Stopwatch.GetElapsedTime(start));
            throw;
        }
        catch (Exception e) when (Log(e))
        {
            throw;
        }
        finally
        {
            if (run.IsCompleted)
                await context.DisposeAsync();
            else
                _ = AbandonedInvocation.DisposeAfterAsync(run, context, logger);
        }

        bool Log(Exception error)
        {
            FunctionsWorkerLog.Failed(logger, error, name, context.InvocationId, Stopwatch.GetElapsedTime(start));
            return false;
        }
    }
}
