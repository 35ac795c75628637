using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.DurableTask;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>A function as the durable runtime sees an activity.</summary>
/// <param name="stopping">Cancels the invocation when the host begins to end.</param>
sealed class FunctionActivity(
    FunctionDescriptor function, FunctionPipeline pipeline, IServiceProvider services, CancellationToken stopping) : ITaskActivity
{
    public Type InputType => function.InputType ?? typeof(object);

    public Type OutputType => function.ResultReader.ResultType;

    public Task<object?> RunAsync(TaskActivityContext context, object? input)
        => pipeline.InvokeAsync(new EmbeddedFunctionContext(function, new DurableCall(null, input), services, stopping)
        {
            BindingData = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = context.InstanceId },
        });
}
