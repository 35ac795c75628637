using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Runtime.Activities;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>
/// Runs the operations of a batch one after the other on one entity object, in a service scope of its own. An operation that throws takes
/// back what it did and fails; the others count.
/// </summary>
internal sealed class EntityExecutor(OrchestratorHost host, RuntimeEnvironment environment, TimeSpan batchTime, ILogger logger)
{
    /// <summary>Ends early when the time is up or the host ends, so that what was done is committed.</summary>
    public async Task<EntityBatchResult> ExecuteAsync(EntityBatch batch, HostStop stop)
    {
        var operation = new RuntimeEntityOperation(EntityInstanceId.FromString(batch.Entity.InstanceId), batch.State, host.Converter, environment);
        var outcomes = new List<OperationOutcome>(batch.Operations.Count);
        try
        {
            await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
            await RunAllAsync(batch, operation, outcomes, scope.ServiceProvider, stop);
        }
        catch (Exception e)
        {
            // What has run counts, whatever the application's services do at their end; without services nothing can run.
            DurableRuntimeLog.EntityServicesFailed(logger, e, batch.Entity.InstanceId, outcomes.Count);
            if (outcomes.Count == 0 && !stop.IsRequested) outcomes.Add(new OperationOutcome(Result: null, FailureConversions.FromException(e)));
        }

        return new EntityBatchResult(outcomes, operation.SerializedState, operation.Effects);
    }

    async Task RunAllAsync(
        EntityBatch batch, RuntimeEntityOperation operation, List<OperationOutcome> outcomes, IServiceProvider services, HostStop stop)
    {
        ITaskEntity? entity = Create(batch, services, out Failure? failure);
        DateTimeOffset until = environment.Time.GetUtcNow() + batchTime;
        foreach (EntityDelivery delivery in batch.Operations)
        {
            if (stop.IsRequested || (outcomes.Count > 0 && environment.Time.GetUtcNow() >= until)) return;
            OperationOutcome? outcome;
            if (delivery.Refusal is { } refusal) outcome = new OperationOutcome(Result: null, FailureConversions.FromException(refusal));
            else if (entity is null) outcome = new OperationOutcome(Result: null, failure);
            else outcome = await RunAsync(entity, operation, (OperationRequest)delivery.Message, stop);
            if (outcome is null) return;
            outcomes.Add(outcome);
        }
    }

    /// <returns>Null for one that failed while the host ended: it is not known whether because of that, so it runs again.</returns>
    async Task<OperationOutcome?> RunAsync(ITaskEntity entity, RuntimeEntityOperation operation, OperationRequest request, HostStop stop)
    {
        operation.Begin(request);
        try
        {
            object? value = await entity.RunAsync(operation);
            var outcome = new OperationOutcome(host.Converter.Serialize(value), Failure: null);
            operation.Keep();
            return outcome;
        }
        catch (Exception e)
        {
            operation.TakeBack();
            if (stop.IsRequested) return null;
            DurableRuntimeLog.EntityOperationFailed(logger, e, request.Operation, request.InstanceId);
            return new OperationOutcome(Result: null, Describe(e, request));
        }
    }

    ITaskEntity? Create(EntityBatch batch, IServiceProvider services, out Failure? failure)
    {
        string name = EntityInstanceId.FromString(batch.Entity.InstanceId).Name;
        failure = null;
        try
        {
            if (host.Factory is IDurableTaskFactory2 factory && factory.TryCreateEntity(name, services, out ITaskEntity? entity)) return entity;
            failure = new Failure("EntityTaskNotFound", $"No entity task named '{name}' was found.", IsNonRetriable: true);
        }
        catch (Exception e)
        {
            // The application's constructor or factory: the operations fail with it.
            failure = FailureConversions.FromException(e);
        }

        DurableRuntimeLog.EntityNotCreated(logger, batch.Entity.InstanceId, batch.Operations.Count, failure.ErrorMessage);
        return null;
    }

    Failure Describe(Exception error, OperationRequest request)
    {
        try
        {
            return FailureConversions.FromException(error, host.ExceptionProperties);
        }
        catch (Exception e)
        {
            // The application's provider of properties: without them, the caller still hears of the failure.
            DurableRuntimeLog.EntityPropertiesFailed(logger, e, request.Operation, request.InstanceId);
            return FailureConversions.FromException(error);
        }
    }
}
