using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Wording;
using Option = System.CommandLine.Option;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tasks;

/// <summary><c>orchestrator task create</c></summary>
internal sealed class CreateTaskCommand(GatewayCommand gateway, TaskWatcher watcher)
{
    readonly Argument<string> _name = new("name") { Description = "1 to 255 characters." };
    readonly TaskWorkOptions _work = new();
    readonly Option<string> _priority = new("--priority") { Description = "How urgent it is.", DefaultValueFactory = _ => "normal" };
    readonly Option<DateTimeOffset?> _after = new("--execute-after") { Description = "Not before this time (ISO 8601)." };
    readonly Option<int?> _retries = new("--max-retries") { Description = "0 to 20; default 3." };
    readonly Option<string[]> _tags = new("--tag") { Description = "key=value, repeatable." };
    readonly Option<string> _key = new("--idempotency-key") { Description = "The same key with the same request returns the first task." };
    readonly Option<string> _correlation = new("--correlation-id") { Description = "Ties tasks of one cause together." };
    readonly Option<bool> _wait = new("--wait") { Description = "Watch it to its end; exit code 1 when it does not complete." };

    public Command Create()
    {
        var command = new Command("create", "Stores a task and starts it.") { _name };
        _work.AddTo(command);
        foreach (Option option in (Option[])[_priority, _after, _retries, _tags, _key, _correlation, _wait])
            command.Add(option);
        _priority.AcceptOnlyFromAmong(WordText.All<V1.ExecutionPriority>());
        TagText.Validate(_tags);
        gateway.SetAction(command, RunAsync);
        return command;
    }

    internal V1.CreateTaskRequest ReadRequest(ParseResult result)
    {
        var request = new V1.CreateTaskRequest
        {
            Namespace = gateway.Namespace(result),
            Name = result.GetRequiredValue(_name),
            Work = _work.Read(result),
            Priority = WordText.Parse<V1.ExecutionPriority>(result.GetRequiredValue(_priority)),
            IdempotencyKey = result.GetValue(_key) ?? "",
            CorrelationId = result.GetValue(_correlation) ?? "",
        };
        if (result.GetValue(_after) is { } after)
            request.ExecuteAfter = Timestamp.FromDateTimeOffset(after);
        if (result.GetValue(_retries) is { } retries)
            request.MaxRetries = retries;
        request.Tags.Add(TagText.Read(result.GetValue(_tags)));
        return request;
    }

    async Task<int> RunAsync(GatewayClient client, ParseResult result, CancellationToken cancellationToken)
    {
        V1.CreateTaskResponse created = await client.Tasks.CreateTaskAsync(ReadRequest(result), cancellationToken: cancellationToken);
        if (!result.GetValue(_wait))
        {
            await TaskOutput.WriteAsync(gateway, result, created, created.Task, created.AlreadyExisted ? "existed already" : "created");
            return ExitCodes.Success;
        }

        V1.Task ended = await watcher.WatchToEndAsync(client, created.Task, afterSequence: 0, line: null, cancellationToken);
        await TaskOutput.WriteAsync(gateway, result, new V1.GetTaskResponse { Task = ended }, ended);
        return TaskOutput.ExitCode(ended);
    }
}
