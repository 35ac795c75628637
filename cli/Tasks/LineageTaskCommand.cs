using System.CommandLine;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Wording;
using Spectre.Console;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tasks;

/// <summary><c>orchestrator task lineage</c></summary>
internal sealed class LineageTaskCommand(GatewayCommand gateway)
{
    readonly Argument<string> _id = TaskCommand.TaskId();
    readonly Option<int> _depth = new("--depth") { Description = "Levels up and down, 1 to 1000.", DefaultValueFactory = _ => 100 };

    public Command Create()
    {
        var command = new Command("lineage", "Lists what comes before and after a task in its chain, by the number of edges between.") { _id, _depth };
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.GetTaskLineageRequest
            {
                Namespace = gateway.Namespace(result),
                TaskId = result.GetRequiredValue(_id),
                DepthMax = result.GetValue(_depth),
            };
            V1.GetTaskLineageResponse response = await client.Tasks.GetTaskLineageAsync(request, cancellationToken: cancellationToken);
            if (gateway.Json(result))
                await gateway.Terminal.Output.WriteLineAsync(JsonText.Document(response));
            else
                Write(response, request.TaskId);
            return ExitCodes.Success;
        });
        return command;
    }

    void Write(V1.GetTaskLineageResponse lineage, string taskId)
    {
        Table table = TaskOutput.NewTable("STEPS", "ID", "STATUS", "NODE");
        foreach (V1.LineageEntry entry in lineage.Ancestors.Reverse())
            Add($"-{entry.Distance}", entry.Task);
        table.AddRow(new Text("0"), new Text(taskId), new Text(""), new Text("(this task)"));
        foreach (V1.LineageEntry entry in lineage.Descendants)
            Add($"+{entry.Distance}", entry.Task);
        gateway.Terminal.Console.Write(table);

        void Add(string steps, V1.TaskReference task) => table.AddRow(
            new Text(steps), new Text(task.TaskId), new Text(WordText.Of(task.Status)), new Text(task.NodeKey.Length > 0 ? task.NodeKey : task.Name));
    }
}
