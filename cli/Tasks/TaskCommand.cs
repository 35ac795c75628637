using System.CommandLine;
using Google.Protobuf;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Terminals;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tasks;

/// <summary><c>orchestrator task</c>: the gateway's task service from the command line.</summary>
internal sealed class TaskCommand
{
    readonly GatewayOptions _options = new();
    readonly GatewayCommand _gateway;
    readonly TaskWatcher _watcher;

    public TaskCommand(Terminal terminal, TimeProvider timeProvider)
    {
        _gateway = new GatewayCommand(terminal, _options);
        _watcher = new TaskWatcher(timeProvider);
    }

    public Command Create()
    {
        var command = new Command("task", "Creates, shows, explains, cancels, retries, resolves, approves and watches tasks.")
        {
            new CreateTaskCommand(_gateway, _watcher).Create(),
            CreateGet(),
            new ListTasksCommand(_gateway).Create(),
            CreateCancel(),
            CreateRetry(),
            new ResolveTaskCommand(_gateway).Create(),
            new DecideApprovalCommand(_gateway, V1.ApprovalDecision.Approve).Create(),
            new DecideApprovalCommand(_gateway, V1.ApprovalDecision.Reject).Create(),
            new WatchTaskCommand(_gateway, _watcher).Create(),
            new ExplainTaskCommand(_gateway).Create(),
            new LineageTaskCommand(_gateway).Create(),
            new AnnotateTaskCommand(_gateway).CreateAnnotate(),
            new AnnotateTaskCommand(_gateway).CreateList(),
        };
        _options.AddTo(command);
        return command;
    }

    Command CreateGet()
    {
        Argument<string> id = TaskId();
        var command = new Command("get", "Shows a task with its result and attempts.") { id };
        _gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.GetTaskRequest { Namespace = _gateway.Namespace(result), TaskId = result.GetRequiredValue(id) };
            V1.GetTaskResponse response = await client.Tasks.GetTaskAsync(request, cancellationToken: cancellationToken);
            await TaskOutput.WriteAsync(_gateway, result, response, response.Task);
            return ExitCodes.Success;
        });
        return command;
    }

    Command CreateCancel() => CreateChange(
        "cancel",
        "Cancels a task that has not ended; a result that arrives later is ignored.",
        async (client, space, id, reason, cancellationToken) =>
        {
            var request = new V1.CancelTaskRequest { Namespace = space, TaskId = id, Reason = reason };
            V1.CancelTaskResponse response = await client.Tasks.CancelTaskAsync(request, cancellationToken: cancellationToken);
            return (response, response.Task);
        });

    Command CreateRetry() => CreateChange(
        "retry",
        "Runs a failed task again, as a new run.",
        async (client, space, id, reason, cancellationToken) =>
        {
            var request = new V1.RetryTaskRequest { Namespace = space, TaskId = id, Reason = reason };
            V1.RetryTaskResponse response = await client.Tasks.RetryTaskAsync(request, cancellationToken: cancellationToken);
            return (response, response.Task);
        });

    /// <summary>A command on one task, with a reason that is kept.</summary>
    Command CreateChange(
        string name, string description, Func<GatewayClient, string, string, string, CancellationToken, Task<(IMessage Response, V1.Task Task)>> change)
    {
        Argument<string> id = TaskId();
        var reason = new Option<string>("--reason") { Description = "Up to 500 characters, kept with the transition." };
        var command = new Command(name, description) { id, reason };
        _gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            (IMessage response, V1.Task task) = await change(
                client, _gateway.Namespace(result), result.GetRequiredValue(id), result.GetValue(reason) ?? "", cancellationToken);
            await TaskOutput.WriteAsync(_gateway, result, response, task);
            return ExitCodes.Success;
        });
        return command;
    }

    internal static Argument<string> TaskId()
    {
        var id = new Argument<string>("id") { Description = "The task's UUID." };
        // The parser takes an unknown option for an argument when one is still missing.
        id.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] value }])
                result.AddError($"Unknown option {value}.");
        });
        return id;
    }
}
