using System.CommandLine;
using Google.Protobuf;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Wording;
using Spectre.Console;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tasks;

/// <summary>Tasks for people (a grid, a table) and for machines (the response as JSON).</summary>
internal static class TaskOutput
{
    const int WideTable = 140;
    const int NarrowName = 14;

    /// <summary>Of a task that ended: failed unless its work was done or waived.</summary>
    public static int ExitCode(V1.Task task) => task.Status is V1.TaskStatus.Failed or V1.TaskStatus.Cancelled ? ExitCodes.Failed : ExitCodes.Success;

    /// <param name="note">What just happened to it, for people.</param>
    public static async Task WriteAsync(GatewayCommand gateway, ParseResult result, IMessage response, V1.Task task, string? note = null)
    {
        if (gateway.Json(result))
        {
            await gateway.Terminal.Output.WriteLineAsync(JsonText.Document(response));
            return;
        }

        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach ((string name, string value) in Fields(task, note).Where(field => field.Value.Length > 0))
            grid.AddRow(new Text(name), new Text(value));
        gateway.Terminal.Console.Write(grid);
    }

    public static async Task WriteListAsync(GatewayCommand gateway, ParseResult result, V1.ListTasksResponse response)
    {
        if (gateway.Json(result))
        {
            await gateway.Terminal.Output.WriteLineAsync(JsonText.Document(response));
            return;
        }

        gateway.Terminal.Console.Write(ListTable(response, gateway.Terminal.Console.Profile.Width));
        if (response.NextPageToken.Length > 0)
            gateway.Terminal.Say($"More: --page-token {response.NextPageToken}");
    }

    /// <param name="width">Characters a line.</param>
    internal static Table ListTable(V1.ListTasksResponse response, int width) => width < WideTable ? NarrowTable(response) : WholeTable(response);

    static Table WholeTable(V1.ListTasksResponse response)
    {
        Table table = NewTable("ID", "NAME", "HANDLER", "STATUS", "WAITS FOR", "CREATED");
        foreach (V1.Task task in response.Tasks)
        {
            table.AddRow(
                new Text(task.Id), new Text(task.Name), new Text(task.Handler), new Text(WordText.Of(task.Status)),
                new Text(WaitsFor(task)), new Text(Time(task.CreatedAt?.ToDateTimeOffset())));
        }

        return table;
    }

    /// <summary>One line a task where the whole table would break its rows: what is left out, <c>task get</c> and --json show.</summary>
    static Table NarrowTable(V1.ListTasksResponse response)
    {
        Table table = NewTable("ID", "STATUS", "NAME");
        foreach (V1.Task task in response.Tasks)
        {
            string name = task.Name.Length > NarrowName ? task.Name[..(NarrowName - 1)] + "…" : task.Name;
            table.AddRow(new Text(task.Id), new Text(WordText.Of(task.Status)), new Text(name));
        }

        return table;
    }

    public static Table NewTable(params string[] columns)
    {
        Table table = new Table().Border(TableBorder.None);
        foreach (string column in columns)
            table.AddColumn(column, added => added.NoWrap());
        return table;
    }

    /// <summary>What a task that does not run is waiting for, and until when if that is known; empty when it waits for nothing.</summary>
    public static string WaitsFor(V1.Task task)
    {
        if (task.WaitReason == V1.WaitReason.Unspecified)
            return "";
        string reason = WordText.Of(task.WaitReason);
        return task.WaitUntil is null ? reason : $"{reason} until {Time(task.WaitUntil.ToDateTimeOffset())}";
    }

    /// <summary>The result as text, whichever form it has.</summary>
    public static string Result(V1.Task task) => task.Output.Length > 0 || task.StructuredOutput is null ? task.Output : JsonText.OneLine(task.StructuredOutput);

    /// <summary>The models that answered, e.g. <c>simulated</c>.</summary>
    public static string Models(V1.Task task) =>
        string.Join(", ", task.Attempts.Select(attempt => attempt.Model).Where(model => model.Length > 0).Distinct());

    static IEnumerable<(string Name, string Value)> Fields(V1.Task task, string? note) =>
    [
        ("id", task.Id),
        ("namespace", task.Namespace),
        ("name", task.Name),
        ("handler", task.Handler),
        ("status", WordText.Of(task.Status) + (note is null ? "" : $" ({note})")),
        ("waits for", WaitsFor(task)),
        ("priority", WordText.Of(task.Priority)),
        ("run", $"{task.Run}, {task.RetryCount} of {task.MaxRetries} retries used"),
        ("created", Time(task.CreatedAt?.ToDateTimeOffset())),
        ("started", Time(task.StartedAt?.ToDateTimeOffset())),
        ("completed", Time(task.CompletedAt?.ToDateTimeOffset())),
        ("model", Models(task)),
        ("error", task.ErrorMessage.Length == 0 ? "" : $"{task.ErrorType}: {task.ErrorMessage}"),
        ("output", Result(task)),
        ("chain", task.ChainId),
        ("node", task.NodeKey),
        ("map", task.MapTaskId.Length == 0 ? "" : $"{task.MapTaskId}, item {task.MapIndex}"),
        ("template", task.Template),
        ("initiator", task.Initiator),
        ("source", task.SourceSystem),
        ("correlation", task.CorrelationId),
        ("triggered by", task.TriggeredBy),
    ];

    public static string Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'") ?? "";
}
