namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Around an orchestrator, middleware runs on every replay and must be as deterministic as the orchestrator.</summary>
public interface IFunctionsWorkerMiddleware
{
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
