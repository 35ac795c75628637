using System.CommandLine;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Tasks;
using Orchestrator.Cli.Wording;
using Spectre.Console;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Bulk;

/// <summary>An operation's progress: a bar where somebody watches, a line per change elsewhere.</summary>
internal sealed class BulkProgress(GatewayCommand gateway, TimeProvider timeProvider)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <returns>With <paramref name="follow"/>, whether it came to a good end; else whether it has not come to a bad one.</returns>
    public async Task<int> ShowAsync(
        GatewayClient client, ParseResult result, V1.BulkOperation operation, bool follow, CancellationToken cancellationToken)
    {
        if (follow && !TaskWatcher.HasEnded(operation.Status))
            operation = await FollowAsync(client, result, operation, cancellationToken);
        if (gateway.Json(result))
            await gateway.Terminal.Output.WriteLineAsync(JsonText.Document(new V1.GetBulkOperationResponse { Operation = operation }));
        else
            gateway.Terminal.Console.Write(Describe(operation));
        return operation.Status is V1.TaskStatus.Failed or V1.TaskStatus.Cancelled ? ExitCodes.Failed : ExitCodes.Success;
    }

    public async Task<V1.BulkOperation> GetAsync(GatewayClient client, string space, string id, CancellationToken cancellationToken) =>
        (await client.Tasks.GetBulkOperationAsync(
            new V1.GetBulkOperationRequest { Namespace = space, OperationId = id }, cancellationToken: cancellationToken)).Operation;

    Task<V1.BulkOperation> FollowAsync(GatewayClient client, ParseResult result, V1.BulkOperation operation, CancellationToken cancellationToken)
    {
        if (gateway.Json(result))
            return PollAsync(client, operation, _ => { }, cancellationToken);
        if (!gateway.Terminal.IsInteractive || !gateway.Terminal.Console.Profile.Capabilities.Ansi)
            return PollAsync(client, operation, current => gateway.Terminal.Output.WriteLine(Line(current)), cancellationToken);
        return gateway.Terminal.Console.Progress().AutoClear(true).StartAsync(async progress =>
        {
            ProgressTask bar = progress.AddTask(WordText.Of(operation.Action), maxValue: Math.Max(operation.Total, 1));
            return await PollAsync(
                client,
                operation,
                current =>
                {
                    bar.MaxValue = Math.Max(current.Total, 1);
                    bar.Value = current.Done + current.PassedOver;
                    bar.Description = Markup.Escape($"{WordText.Of(current.Action)} {current.Done + current.PassedOver}/{current.Total}");
                },
                cancellationToken);
        });
    }

    /// <param name="show">Called at the first look and at each change.</param>
    async Task<V1.BulkOperation> PollAsync(
        GatewayClient client, V1.BulkOperation operation, Action<V1.BulkOperation> show, CancellationToken cancellationToken)
    {
        show(operation);
        while (!TaskWatcher.HasEnded(operation.Status))
        {
            await Task.Delay(Pause, timeProvider, cancellationToken);
            V1.BulkOperation next = await GetAsync(client, operation.Namespace, operation.Id, cancellationToken);
            if (!next.Equals(operation))
                show(next);
            operation = next;
        }

        return operation;
    }

    static string Line(V1.BulkOperation operation) =>
        $"{operation.Id}  {WordText.Of(operation.Action)}  {WordText.Of(operation.Status)}  {operation.Done + operation.PassedOver}/{operation.Total}";

    static Grid Describe(V1.BulkOperation operation)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        (string Name, string Value)[] fields =
        [
            ("id", operation.Id),
            ("action", WordText.Of(operation.Action)),
            ("status", WordText.Of(operation.Status)),
            ("done", $"{operation.Done} of {operation.Total}"),
            ("passed over", operation.PassedOver == 0 ? "" : $"{operation.PassedOver} were in no state for it by then"),
            ("error", operation.ErrorMessage),
            ("reason", operation.Reason),
            ("triggered by", operation.TriggeredBy),
            ("created", TaskOutput.Time(operation.CreatedAt?.ToDateTimeOffset())),
            ("completed", TaskOutput.Time(operation.CompletedAt?.ToDateTimeOffset())),
        ];
        foreach ((string name, string value) in fields.Where(field => field.Value.Length > 0))
            grid.AddRow(new Text(name), new Text(value));
        return grid;
    }
}
