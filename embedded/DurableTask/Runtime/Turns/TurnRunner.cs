using Microsoft.DurableTask.Runtime.Activities;
using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>Runs one turn of an instance on its execution and collects what it writes and what it releases.</summary>
internal sealed partial class TurnRunner(RuntimeEnvironment environment, OrchestratorHost host)
{
    public OrchestratorHost Host => host;

    /// <summary>Makes the execution again from its stored turns. A difference is an outcome that the next turn records.</summary>
    public OrchestrationExecution Rebuild(InstanceRow row, IReadOnlyList<TurnRow> turns)
    {
        var execution = new OrchestrationExecution(row, host);
        execution.Replay(turns);
        return execution;
    }

    /// <summary>Runs the turn. The instance is changed only by <see cref="PartitionProcessor"/>, after the commit.</summary>
    public TurnWork Run(InstanceRuntime instance, IReadOnlyList<Delivery> deliveries)
    {
        DateTime now = environment.UtcNow;
        OrchestrationExecution execution = instance.Execution ??= new OrchestrationExecution(instance.Row, host);
        HistoryEvent[] messages = EventsOf(deliveries);
        if (execution.Outcome is null || Array.Exists(messages, m => m is ExecutionTerminated)) execution.RunTurn(now, messages);

        var commit = new TurnCommit { Instance = instance.Row.Id };
        var work = new TurnWork(instance, commit) { Deliveries = deliveries, Outcome = execution.Outcome };
        if (!instance.IsStored) (commit.Created, commit.Replaced) = (instance.Row, instance.Replaces);
        for (int i = 0; i < deliveries.Count; i++)
        {
            if (deliveries[i].InboxId is { } id) commit.Consume(id);
        }

        foreach (ActionEvent action in execution.Actions) AddEffect(work, instance, action);
        switch (execution.Outcome)
        {
            case Continued continued:
                ContinueAsNew(work, instance, continued, now);
                break;
            case Ended ended:
                var completed = new ExecutionCompleted(ended.Status, null, null);
                WriteTurn(work, instance, now, [new OrchestratorStarted(now), .. messages, .. execution.Actions, completed], ended.Status);
                End(work, instance, execution, ended, now, messages);
                break;
            default:
                WriteTurn(work, instance, now, [new OrchestratorStarted(now), .. messages, .. execution.Actions], execution.Status);
                break;
        }

        return work;
    }

    static HistoryEvent[] EventsOf(IReadOnlyList<Delivery> deliveries)
    {
        var events = new HistoryEvent[deliveries.Count];
        for (int i = 0; i < events.Length; i++) events[i] = deliveries[i].Event;
        return events;
    }

    static void WriteTurn(TurnWork work, InstanceRuntime instance, DateTime now, HistoryEvent[] events, InstanceStatus status)
    {
        byte[] bytes = HistoryWriter.Write(events, out IReadOnlyDictionary<string, string>? payloads);
        work.Commit.Turn = new TurnRow(instance.NextTurn, new DateTimeOffset(now), status, instance.Execution!.CustomStatus, bytes, payloads);
    }

    /// <summary>
    /// The next execution begins with a turn that holds only what it takes over; the turn after it runs the code. The custom status
    /// is carried too, as the real runtime does.
    /// </summary>
    static void ContinueAsNew(TurnWork work, InstanceRuntime instance, Continued continued, DateTime now)
    {
        work.Commit.Continued = instance.Row with
        {
            Execution = instance.Row.Execution + 1,
            Input = continued.Input,
            Version = continued.Version ?? instance.Row.Version,
        };
        InstanceStatus status = continued.Carried.Any(e => e is ExecutionSuspended) ? InstanceStatus.Suspended : InstanceStatus.Running;
        byte[] bytes = HistoryWriter.Write(
            [new OrchestratorStarted(now), History.ContinueAsNew.Instance, .. continued.Carried], out IReadOnlyDictionary<string, string>? payloads);
        work.Commit.Turn = new TurnRow(
            instance.NextTurn, new DateTimeOffset(now), status, instance.Execution!.LastCustomStatus, bytes, payloads);
        work.DropTimers();
    }

    void End(
        TurnWork work, InstanceRuntime instance, OrchestrationExecution execution, Ended ended, DateTime now, HistoryEvent[] messages)
    {
        InstanceRow row = instance.Row;
        work.Commit.Result = new ResultRow(ended.Status, ended.Output, ended.Failure, new DateTimeOffset(now));
        work.DropTimers();
        if (Array.Find(messages, m => m is ExecutionTerminated { Recursive: true }) is ExecutionTerminated recursive)
        {
            foreach (SubOrchestrationInstanceCreated child in execution.OpenActions.OfType<SubOrchestrationInstanceCreated>())
                Send(work, new EventMessage(child.InstanceId, recursive));
        }

        TellParent(work, row, ended);
    }

    void TellParent(TurnWork work, InstanceRow row, Ended ended)
    {
        if (row.Parent is not { AwaitsResult: true } parent) return;
        HistoryEvent answer = ended switch
        {
            { Status: InstanceStatus.Completed } => new SubOrchestrationInstanceCompleted(parent.TaskId, ended.Output),
            { Failure: { } failure } => new SubOrchestrationInstanceFailed(parent.TaskId, failure),
            _ => new SubOrchestrationInstanceFailed(
                parent.TaskId, new Failure("Terminated", $"Sub-orchestration '{row.InstanceId}' was terminated. Output: {ended.Output}")),
        };
        Send(work, new EventMessage(parent.InstanceId, answer, parent.Id, parent.Execution));
    }

    void AddEffect(TurnWork work, InstanceRuntime instance, ActionEvent action)
    {
        InstanceRow row = instance.Row;
        switch (action)
        {
            case TaskScheduled scheduled:
                work.Add(new ActivityCall(instance, row.Execution, scheduled));
                break;
            case TimerCreated timer:
                work.AddTimer(timer.FireAt, timer.EventId);
                break;
            case EventSent sent:
                Send(work, new EventMessage(sent.InstanceId, new EventRaised(sent.Name, sent.Input)));
                break;
            case EntityAction asked:
                Send(work, EntityRequests.MessageOf(row, asked));
                break;
            case SubOrchestrationInstanceCreated created:
                var parent = new ParentLink(row.InstanceId, row.Name, row.Id, row.Execution, created.EventId);
                var child = new InstanceRow(
                    0, created.InstanceId, 0, created.Name, created.Version, created.Input, created.Tags, parent,
                    new DateTimeOffset(environment.UtcNow), StartAt: null);
                Send(work, new StartMessage(child, StartMessage.LiveStatuses));
                break;
        }
    }

    void Send(TurnWork work, Message message) => work.Commit.Send(new InboxMessage(environment.NewId(), message));
}
