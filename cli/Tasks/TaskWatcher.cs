using Grpc.Core;
using Orchestrator.Cli.Gateway;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tasks;

/// <summary>Follows one task's events to its end, across lost connections: it asks again after the last event that it has seen.</summary>
internal sealed class TaskWatcher(TimeProvider timeProvider)
{
    const int ReconnectsMax = 30;
    static readonly TimeSpan ReconnectPause = TimeSpan.FromSeconds(1);

    /// <param name="line">Called for each event, in order.</param>
    /// <returns>The ended task.</returns>
    /// <exception cref="RpcException">Refused, or the gateway stayed away for 30 attempts.</exception>
    public async Task<V1.Task> WatchToEndAsync(
        GatewayClient client, V1.Task task, int afterSequence, Func<V1.Event, Task>? line, CancellationToken cancellationToken)
    {
        int sequence = afterSequence;
        for (int failures = 0; ;)
        {
            try
            {
                var request = new V1.WatchRequest { Namespace = task.Namespace, TaskId = task.Id, AfterSequence = sequence, StopWhenDone = true };
                using AsyncServerStreamingCall<V1.WatchResponse> call = client.Events.Watch(request, cancellationToken: cancellationToken);
                while (await call.ResponseStream.MoveNext(cancellationToken))
                {
                    failures = 0;
                    if (call.ResponseStream.Current.Event is not { } happened)
                        continue;
                    sequence = happened.Sequence;
                    if (line is not null)
                        await line(happened);
                }

                var get = new V1.GetTaskRequest { Namespace = task.Namespace, TaskId = task.Id };
                V1.Task current = (await client.Tasks.GetTaskAsync(get, cancellationToken: cancellationToken)).Task;
                // A stream may also end because a proxy ends it.
                if (HasEnded(current.Status))
                    return current;
            }
            catch (RpcException error) when (error.StatusCode == StatusCode.Unavailable && ++failures <= ReconnectsMax && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(ReconnectPause, timeProvider, cancellationToken);
            }
        }
    }

    public static bool HasEnded(V1.TaskStatus status) =>
        status is not (V1.TaskStatus.Unspecified or V1.TaskStatus.Pending or V1.TaskStatus.Queued or V1.TaskStatus.Running);
}
