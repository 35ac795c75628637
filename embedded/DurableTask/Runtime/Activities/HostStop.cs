namespace Microsoft.DurableTask.Runtime.Activities;

/// <summary>Whether the host is ending. Its own token is asked and not subscribed to: an activity that it cancels must find the answer yes.</summary>
internal sealed class HostStop(CancellationToken hostStopping)
{
    volatile bool _isRequested;

    public bool IsRequested => _isRequested || hostStopping.IsCancellationRequested;

    public void Request() => _isRequested = true;
}
