using System.CommandLine;
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
        var command = new Command("task", "Creates, shows, cancels, retries and watches tasks.")
        {
            new CreateTaskCommand(_gateway, _watcher).Create(),
            CreateGet(),
            new ListTasksCommand(_gateway).Create(),
            CreateCancel(),
            CreateRetry(),
            new WatchTaskCommand(_gateway, _watcher).Create(),
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

    Command CreateCancel()
    {
        Argument<string> id = TaskId();
        Option<string> reason = Reason();
        var command = new Command("cancel", "Cancels a task that has not ended; a result that arrives later is ignored.") { id, reason };
        _gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.CancelTaskRequest
            {
                Namespace = _gateway.Namespace(result),
                TaskId = result.GetRequiredValue(id),
                Reason = result.GetValue(reason) ?? "",
            };
            V1.CancelTaskResponse response = await client.Tasks.CancelTaskAsync(request, cancellationToken: cancellationToken);
            await TaskOutput.WriteAsync(_gateway, result, response, response.Task);
            return ExitCodes.Success;
        });
        return command;
    }

    Command CreateRetry()
    {
        Argument<string> id = TaskId();
        Option<string> reason = Reason();
        var command = new Command("retry", "Runs a failed task again, as a new run.") { id, reason };
        _gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.RetryTaskRequest
            {
                Namespace = _gateway.Namespace(result),
                TaskId = result.GetRequiredValue(id),
                Reason = result.GetValue(reason) ?? "",
            };
            V1.RetryTaskResponse response = await client.Tasks.RetryTaskAsync(request, cancellationToken: cancellationToken);
            await TaskOutput.WriteAsync(_gateway, result, response, response.Task);
            return ExitCodes.Success;
        });
        return command;
    }

    static Argument<string> TaskId()
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

    static Option<string> Reason() => new("--reason") { Description = "Up to 500 characters, kept with the transition." };
}
