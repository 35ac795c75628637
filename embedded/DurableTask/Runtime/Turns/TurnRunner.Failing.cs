using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>Ending an instance without its code.</summary>
internal sealed partial class TurnRunner
{
    /// <summary>A turn that runs nothing and ends the instance as failed.</summary>
    public TurnWork Fail(InstanceRuntime instance, Failure failure)
    {
        DateTime now = environment.UtcNow;
        var ended = new Ended(InstanceStatus.Failed, Output: null, failure);
        var work = new TurnWork(instance, new TurnCommit { Instance = instance.Row.Id }) { Outcome = ended };
        work.Commit.Turn = new TurnRow(
            instance.NextTurn, new DateTimeOffset(now), InstanceStatus.Failed, CustomStatus: null,
            HistoryWriter.Write([new OrchestratorStarted(now), new ExecutionCompleted(InstanceStatus.Failed, null, null)]));
        work.Commit.Result = new ResultRow(InstanceStatus.Failed, Output: null, failure, new DateTimeOffset(now));
        TellParent(work, instance.Row, ended);
        return work;
    }
}
