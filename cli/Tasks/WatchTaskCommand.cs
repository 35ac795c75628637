using System.CommandLine;
using Grpc.Core;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Wording;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tasks;

/// <summary><c>orchestrator task watch</c>: one task to its end, or a whole namespace until Ctrl-C.</summary>
internal sealed class WatchTaskCommand(GatewayCommand gateway, TaskWatcher watcher)
{
    readonly Argument<string?> _id = new("id") { Description = "A task; none: every task of the namespace.", Arity = ArgumentArity.ZeroOrOne };
    readonly Option<int> _after = new("--after") { Description = "With an id: only events with a greater sequence." };

    public Command Create()
    {
        var command = new Command("watch", "Prints what happens, live. With an id it ends with the task; exit code 1 when that fails or is cancelled.") { _id, _after };
        command.Validators.Add(result =>
        {
            if (result.GetResult(_after) is not null && result.GetResult(_id) is not { Tokens.Count: 1 })
                result.AddError("--after: events are numbered by task, so it needs an id.");
        });
        gateway.SetAction(command, (client, result, cancellationToken) => result.GetValue(_id) is { } id
            ? WatchTaskAsync(client, result, id, cancellationToken)
            : WatchNamespaceAsync(client, result, cancellationToken));
        return command;
    }

    async Task<int> WatchTaskAsync(GatewayClient client, ParseResult result, string id, CancellationToken cancellationToken)
    {
        var request = new V1.GetTaskRequest { Namespace = gateway.Namespace(result), TaskId = id };
        V1.Task task = (await client.Tasks.GetTaskAsync(request, cancellationToken: cancellationToken)).Task;
        V1.Task ended = await watcher.WatchToEndAsync(client, task, result.GetValue(_after), happened => WriteAsync(result, happened), cancellationToken);
        return TaskOutput.ExitCode(ended);
    }

    async Task<int> WatchNamespaceAsync(GatewayClient client, ParseResult result, CancellationToken cancellationToken)
    {
        var request = new V1.WatchRequest { Namespace = gateway.Namespace(result) };
        using AsyncServerStreamingCall<V1.WatchResponse> call = client.Events.Watch(request, cancellationToken: cancellationToken);
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            if (call.ResponseStream.Current.Event is { } happened)
                await WriteAsync(result, happened);
        }

        throw new RpcException(new Status(StatusCode.Unavailable, "the stream ended"));
    }

    async Task WriteAsync(ParseResult result, V1.Event happened) => await gateway.Terminal.Output.WriteLineAsync(
        gateway.Json(result) ? JsonText.OneLine(happened) : EventLine(happened));

    internal static string EventLine(V1.Event happened) =>
        $"{happened.OccurredAt.ToDateTimeOffset():HH:mm:ss.fff}  {happened.SubjectId}  {happened.Sequence,3}  {happened.Name}";
}
