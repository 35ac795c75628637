using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.DurableTask.Entities;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>A function as the durable runtime sees an entity: one invocation an operation.</summary>
/// <param name="stopping">Cancels the invocation when the host begins to end.</param>
sealed class FunctionEntity(
    FunctionDescriptor function, FunctionPipeline pipeline, IServiceProvider services, CancellationToken stopping) : ITaskEntity
{
    public async ValueTask<object?> RunAsync(TaskEntityOperation operation)
    {
        TaskEntityDispatcher dispatcher = new(operation);
        await pipeline.InvokeAsync(new EmbeddedFunctionContext(function, dispatcher, services, stopping)
        {
            BindingData = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = operation.Context.Id.ToString() },
        });
        return dispatcher.Result;
    }
}
