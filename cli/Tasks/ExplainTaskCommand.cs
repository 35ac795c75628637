using System.CommandLine;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Wording;
using Spectre.Console;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tasks;

/// <summary><c>orchestrator task explain</c></summary>
internal sealed class ExplainTaskCommand(GatewayCommand gateway)
{
    readonly Argument<string> _id = TaskCommand.TaskId();

    public Command Create()
    {
        var command = new Command("explain", "Says what a task waits for, since when, until when, whose turn it is, and what would move it.") { _id };
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.ExplainTaskRequest { Namespace = gateway.Namespace(result), TaskId = result.GetRequiredValue(_id) };
            V1.ExplainTaskResponse response = await client.Tasks.ExplainTaskAsync(request, cancellationToken: cancellationToken);
            if (gateway.Json(result))
                await gateway.Terminal.Output.WriteLineAsync(JsonText.Document(response));
            else
                gateway.Terminal.Console.Write(Describe(response));
            return ExitCodes.Success;
        });
        return command;
    }

    static Grid Describe(V1.ExplainTaskResponse explanation)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Add("status", WordText.Of(explanation.Status));
        Add("because", explanation.Summary);
        Add("since", TaskOutput.Time(explanation.Since?.ToDateTimeOffset()));
        Add("until", TaskOutput.Time(explanation.Until?.ToDateTimeOffset()));
        Add("turn", explanation.Turn.Replace('_', ' '));
        foreach (V1.TaskReference task in explanation.WaitsFor)
            Add("waits for", $"{task.TaskId}  {(task.NodeKey.Length > 0 ? task.NodeKey : task.Name)}, {WordText.Of(task.Status)}");
        foreach (string step in explanation.NextSteps)
            Add("next", step);
        return grid;

        void Add(string name, string value)
        {
            if (value.Length > 0)
                grid.AddRow(new Text(name), new Text(value));
        }
    }
}
