using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>
/// What becomes of a message on which turns fail again and again. It is put aside where a person can see it; whoever waits for what it
/// would have brought (a client, a parent, the instance's own code) is told, so that nobody waits for ever.
/// </summary>
internal sealed partial class PartitionProcessor
{
    const int ReasonLengthMax = 2_000;

    void Abandon(InstanceRuntime instance, Delivery delivery, Exception reason)
    {
        delivery.Acknowledge?.TrySetException(reason);
        if (!instance.IsStored)
        {
            AbandonStart(instance, delivery, reason);
            return;
        }

        PutAside(instance.Row.InstanceId, new EventMessage(instance.Row.InstanceId, delivery.Event), delivery.InboxId, reason, delivery.Failures);
        var failure = new Failure(reason.GetType().ToString(), reason.Message);
        switch (delivery.Event)
        {
            case TaskCompleted completed:
                // The orchestrator hears of it, as of any failed activity.
                instance.Pending.Insert(0, new Delivery(new TaskFailed(
                    completed.TaskScheduledId, failure with { ErrorMessage = $"The activity's result could not be stored: {reason.Message}" })));
                break;
            case SubOrchestrationInstanceCompleted completed:
                instance.Pending.Insert(0, new Delivery(new SubOrchestrationInstanceFailed(
                    completed.TaskScheduledId, failure with { ErrorMessage = $"The sub-orchestration's result could not be stored: {reason.Message}" })));
                break;
            case ExecutionStarted or TaskFailed or SubOrchestrationInstanceFailed or TimerFired when reason is CommitRefusedException:
                // Nobody sends these again, and it is what the code does with them that cannot be stored.
                instance.IsBusy = true;
                _extra.Add(_runner.Fail(
                    instance, failure with { ErrorMessage = $"A turn of orchestrator '{instance.Row.Name}' could not be stored: {reason.Message}" }));
                break;
        }
    }

    /// <summary>The instance never came to be: its parent hears of it, and those who wrote to it in the meantime.</summary>
    void AbandonStart(InstanceRuntime instance, Delivery delivery, Exception reason)
    {
        Message start = instance.Start?.Message ?? new EventMessage(instance.Row.InstanceId, delivery.Event);
        TurnWork work = PutAside(instance.Row.InstanceId, start, delivery.InboxId, reason, delivery.Failures);
        if (instance.Row.Parent is { AwaitsResult: true } parent)
        {
            var failure = new Failure(
                reason.GetType().ToString(), $"Sub-orchestration '{instance.Row.InstanceId}' could not be started: {reason.Message}");
            work.Commit.Send(new InboxMessage(_environment.NewId(), new EventMessage(
                parent.InstanceId, new SubOrchestrationInstanceFailed(parent.TaskId, failure), parent.Id, parent.Execution)));
        }

        Forget(instance);
        foreach (Delivery other in instance.Pending)
        {
            other.Acknowledge?.TrySetException(reason);
            Consume(other);
        }

        instance.Pending.Clear();
    }

    TurnWork PutAside(string instanceId, Message message, Guid? inboxId, Exception reason, int failures)
    {
        DurableRuntimeLog.MessagePutAside(_logger, reason, instanceId, failures);
        var commit = new TurnCommit
        {
            Poison = [new PoisonMessage(
                StorableText.Mend(instanceId, ReasonLengthMax), message, StorableText.Mend(reason.Message, ReasonLengthMax), _environment.Time.GetUtcNow())],
        };
        if (inboxId is { } id) commit.Consume(id);
        var work = new TurnWork(instance: null, commit);
        _extra.Add(work);
        return work;
    }
}
