using Microsoft.DurableTask.Runtime.History;

namespace Microsoft.DurableTask.Runtime.Replay;

/// <summary>An activity, sub-orchestration or timer that the orchestrator waits for.</summary>
/// <remarks>
/// It is its own source, one object less for each call that is open. It faces the orchestrator, so its continuation runs at once, on the
/// turn's thread.
/// </remarks>
internal sealed class OpenCall(ActionEvent action) : TaskCompletionSource<string?>
{
    public ActionEvent Action { get; } = action;

    public void Complete(string? result) => TrySetResult(result);

    public void Fail(string name, Failure failure) =>
        TrySetException(new TaskFailedException(name, Action.EventId, failure.ToDetails())
        {
            Data = { [NonRetriable] = failure.IsNonRetriable },
        });

    public void Fail(Exception exception) => TrySetException(exception);

    public void Cancel(CancellationToken cancellationToken) => TrySetCanceled(cancellationToken);

    /// <summary>True when trying again cannot help.</summary>
    public static bool IsNonRetriable(TaskFailedException exception) => exception.Data[NonRetriable] is true;

    const string NonRetriable = "Microsoft.DurableTask.NonRetriable";
}
