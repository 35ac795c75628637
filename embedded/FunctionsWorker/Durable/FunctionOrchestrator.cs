using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.DurableTask;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>
/// A function as the durable runtime sees an orchestrator. Its <c>FunctionContext.CancellationToken</c> never fires: an end of the host is
/// in no history, so an orchestrator that acted on it would not replay. It simply goes on elsewhere.
/// </summary>
sealed class FunctionOrchestrator(FunctionDescriptor function, FunctionPipeline pipeline, IServiceProvider services) : ITaskOrchestrator
{
    public Type InputType => function.InputType ?? typeof(object);

    public Type OutputType => function.ResultReader.ResultType;

    public Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
        => pipeline.InvokeAsync(new EmbeddedFunctionContext(function, new DurableCall(context, input), services, CancellationToken.None));
}
