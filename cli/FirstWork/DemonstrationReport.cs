using Orchestrator.Cli.Tasks;
using Orchestrator.Cli.Terminals;
using Orchestrator.Cli.Up;
using Orchestrator.Cli.Wording;
using Spectre.Console;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.FirstWork;

/// <summary>What the first work gave, and commands to go on with.</summary>
internal sealed class DemonstrationReport(Terminal terminal, UpOptions options, Uri gateway, Uri gatewayHttpTwo, Uri functions)
{
    const string Simulated = "simulated";

    public void Write(IReadOnlyList<V1.Task> tasks)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (string column in (string[])["task", "status", "attempts"])
            table.AddColumn(column, settings => settings.NoWrap());
        table.AddColumn("result");
        foreach (V1.Task task in tasks)
        {
            table.AddRow(
                new Text(task.Name),
                new Text(WordText.Of(task.Status)),
                new Text(task.Attempts.Count.ToString()),
                new Text(ResultOf(task)));
        }

        terminal.Console.Write(table);
        int completed = tasks.Count(task => task.Status == V1.TaskStatus.Completed);
        terminal.Output.WriteLine($"{completed} of {tasks.Count} tasks completed.");
        string[] models = [.. tasks.Select(TaskOutput.Models).Where(model => model.Length > 0).Distinct()];
        if (models.Length > 0)
            terminal.Output.WriteLine($"Model: {string.Join(", ", models)}");
        if (models.Any(model => model.Contains(Simulated, StringComparison.Ordinal)))
        {
            terminal.Output.WriteLine(
                $"Answers marked {Simulated} came from no model. For a real one: ORCHESTRATOR_LLM_KEY, ORCHESTRATOR_LLM_MODEL and, " +
                "for any OpenAI-compatible server, ORCHESTRATOR_LLM_ENDPOINT.");
        }

        if (!options.Once)
            WriteCommands(tasks[0]);
        terminal.Output.Flush();
    }

    static string ResultOf(V1.Task task)
    {
        if (!TaskWatcher.HasEnded(task.Status))
            return TaskOutput.WaitsFor(task) is { Length: > 0 } wait ? $"still waits for {wait}" : "still at work";
        return task.ErrorMessage.Length > 0 ? $"{task.ErrorType}: {task.ErrorMessage}" : TaskOutput.Result(task);
    }

    void WriteCommands(V1.Task task)
    {
        string cli = "dotnet run --project cli --no-build --";
        string address = gateway.Port == new Uri(Gateway.GatewayOptions.DefaultAddress).Port ? "" : $" --gateway {gateway.GetLeftPart(UriPartial.Authority)}";
        string[] lines =
        [
            "",
            "Try, in another terminal:",
            $"  {cli} task create hello --prompt 'Say hello'{address} --wait",
            $"  {cli} task get {task.Id}{address}",
            $"  {cli} task list{address}",
            $"  {cli} task watch{address}",
            $"  {cli} db url",
            $"  curl {new Uri(gateway, "/health/ready")}",
            $"  curl {new Uri(functions, "/admin/host/ping")}",
            $"  grpcurl -plaintext -import-path protos -proto orchestrator/v1/tasks.proto -d '{{\"task_id\":\"{task.Id}\"}}' " +
                $"{gatewayHttpTwo.Authority} orchestrator.v1.TaskService/GetTask",
            $"Logs: {options.LogFolder}",
            "",
        ];
        foreach (string line in lines)
            terminal.Output.WriteLine(line);
    }
}
