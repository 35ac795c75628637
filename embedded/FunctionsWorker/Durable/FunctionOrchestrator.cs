using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.DurableTask;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>A function as the durable runtime sees an orchestrator.</summary>
sealed class FunctionOrchestrator(FunctionDescriptor function, FunctionPipeline pipeline, IServiceProvider services) : ITaskOrchestrator
{
    public Type InputType => function.InputType ?? typeof(object);

    public Type OutputType => function.ResultReader.ResultType;

    public Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
        => pipeline.InvokeAsync(new EmbeddedFunctionContext(function, new DurableCall(context, input), services, CancellationToken.None));
}
