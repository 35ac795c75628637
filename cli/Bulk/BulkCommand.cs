using System.CommandLine;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Tasks;
using Orchestrator.Cli.Terminals;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Bulk;

/// <summary><c>orchestrator bulk</c>: cancels or retries every task that a filter finds.</summary>
internal sealed class BulkCommand
{
    readonly GatewayOptions _options = new();
    readonly GatewayCommand _gateway;
    readonly BulkProgress _progress;

    public BulkCommand(Terminal terminal, TimeProvider timeProvider)
    {
        _gateway = new GatewayCommand(terminal, _options);
        _progress = new BulkProgress(_gateway, timeProvider);
    }

    public Command Create()
    {
        var command = new Command("bulk", "Cancels or retries every task that a filter finds, in the background.")
        {
            CreateStart("cancel", "Cancels every task that the filter finds and that has not ended.", V1.BulkAction.Cancel),
            CreateStart("retry", "Runs every failed task that the filter finds again, as a new run.", V1.BulkAction.Retry),
            CreateGet(),
            CreateStop(),
        };
        _options.AddTo(command);
        return command;
    }

    Command CreateStart(string name, string description, V1.BulkAction action)
    {
        var filter = new TaskFilterOptions();
        var all = new Option<bool>("--all") { Description = "Without any filter: every task of the namespace." };
        var reason = new Option<string>("--reason") { Description = "Up to 500 characters, kept with each transition." };
        var key = new Option<string>("--idempotency-key") { Description = "The same key with the same request is the first operation." };
        var noWait = new Option<bool>("--no-wait") { Description = "Do not follow it to its end." };
        var command = new Command(name, description);
        filter.AddTo(command);
        foreach (Option option in (Option[])[all, reason, key, noWait])
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (!filter.IsGiven(result) && result.GetResult(all) is null)
                result.AddError("Which tasks? Name a filter, or --all for every task of the namespace.");
        });
        _gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.StartBulkOperationRequest
            {
                Action = action,
                Filter = filter.Read(_gateway.Namespace(result), result),
                Reason = result.GetValue(reason) ?? "",
                IdempotencyKey = result.GetValue(key) ?? "",
            };
            V1.BulkOperation operation = (await client.Tasks.StartBulkOperationAsync(request, cancellationToken: cancellationToken)).Operation;
            return await _progress.ShowAsync(client, result, operation, follow: !result.GetValue(noWait), cancellationToken);
        });
        return command;
    }

    Command CreateGet()
    {
        Argument<string> id = OperationId();
        var wait = new Option<bool>("--wait") { Description = "Follow it to its end; exit code 1 when it fails or is cancelled." };
        var command = new Command("get", "Shows an operation with its progress.") { id, wait };
        _gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            V1.BulkOperation operation = await _progress.GetAsync(client, _gateway.Namespace(result), result.GetRequiredValue(id), cancellationToken);
            return await _progress.ShowAsync(client, result, operation, result.GetValue(wait), cancellationToken);
        });
        return command;
    }

    Command CreateStop()
    {
        Argument<string> id = OperationId();
        var command = new Command("stop", "Stops an operation between two tasks; what is done stays done.") { id };
        _gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.CancelBulkOperationRequest { Namespace = _gateway.Namespace(result), OperationId = result.GetRequiredValue(id) };
            V1.BulkOperation operation = (await client.Tasks.CancelBulkOperationAsync(request, cancellationToken: cancellationToken)).Operation;
            await _progress.ShowAsync(client, result, operation, follow: false, cancellationToken);
            return ExitCodes.Success;
        });
        return command;
    }

    static Argument<string> OperationId()
    {
        Argument<string> id = TaskCommand.TaskId();
        id.Description = "The operation's UUID.";
        return id;
    }
}
