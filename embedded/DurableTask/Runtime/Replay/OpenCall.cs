using Microsoft.DurableTask.Runtime.History;

namespace Microsoft.DurableTask.Runtime.Replay;

/// <summary>An activity, sub-orchestration or timer that the orchestrator waits for.</summary>
internal sealed class OpenCall(ActionEvent action)
{
    // Faces the orchestrator: its continuation must run at once, on the turn's thread.
    readonly TaskCompletionSource<string?> _source = new();

    public ActionEvent Action { get; } = action;

    public Task<string?> Task => _source.Task;

    public void Complete(string? result) => _source.TrySetResult(result);

    public void Fail(string name, Failure failure) =>
        _source.TrySetException(new TaskFailedException(name, Action.EventId, failure.ToDetails())
        {
            Data = { [NonRetriable] = failure.IsNonRetriable },
        });

    public void Fail(Exception exception) => _source.TrySetException(exception);

    public void Cancel(CancellationToken cancellationToken) => _source.TrySetCanceled(cancellationToken);

    /// <summary>True when trying again cannot help.</summary>
    public static bool IsNonRetriable(TaskFailedException exception) => exception.Data[NonRetriable] is true;

    const string NonRetriable = "Microsoft.DurableTask.NonRetriable";
}
