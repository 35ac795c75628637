using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Wording;
using Spectre.Console;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tasks;

/// <summary><c>orchestrator task annotate</c> and <c>annotations</c>: notes on a task.</summary>
internal sealed class AnnotateTaskCommand(GatewayCommand gateway)
{
    public Command CreateAnnotate()
    {
        Argument<string> id = TaskCommand.TaskId();
        var type = new Argument<string>("type") { Description = "Lower-case words such as review or qa.score; made on first use." };
        var text = new Option<string>("--text") { Description = "The note as text." };
        Option<Value> value = JsonValueOption.Create("--value", "The note as any JSON value.");
        var command = new Command("annotate", "Puts a note on a task.") { id, type, text, value };
        command.Validators.Add(result =>
        {
            if (result.GetResult(text) is null == result.GetResult(value) is null)
                result.AddError("The note is either --text or --value.");
        });
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.AnnotateTaskRequest
            {
                Namespace = gateway.Namespace(result),
                TaskId = result.GetRequiredValue(id),
                Type = result.GetRequiredValue(type),
                Value = result.GetValue(value) ?? Value.ForString(result.GetValue(text) ?? ""),
            };
            V1.AnnotateTaskResponse response = await client.Tasks.AnnotateTaskAsync(request, cancellationToken: cancellationToken);
            if (gateway.Json(result))
                await gateway.Terminal.Output.WriteLineAsync(JsonText.Document(response));
            else
                Write([response.Annotation]);
            return ExitCodes.Success;
        });
        return command;
    }

    public Command CreateList()
    {
        Argument<string> id = TaskCommand.TaskId();
        var type = new Option<string>("--type") { Description = "Only notes of this type." };
        var command = new Command("annotations", "Shows a task's notes, oldest first.") { id, type };
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.ListTaskAnnotationsRequest
            {
                Namespace = gateway.Namespace(result),
                TaskId = result.GetRequiredValue(id),
                Type = result.GetValue(type) ?? "",
            };
            V1.ListTaskAnnotationsResponse response = await client.Tasks.ListTaskAnnotationsAsync(request, cancellationToken: cancellationToken);
            if (gateway.Json(result))
                await gateway.Terminal.Output.WriteLineAsync(JsonText.Document(response));
            else
                Write(response.Annotations);
            return ExitCodes.Success;
        });
        return command;
    }

    void Write(IEnumerable<V1.TaskAnnotation> annotations)
    {
        Table table = TaskOutput.NewTable("WHEN", "BY", "TYPE", "NOTE");
        foreach (V1.TaskAnnotation note in annotations)
        {
            string text = note.Value.KindCase == Value.KindOneofCase.StringValue ? note.Value.StringValue : JsonText.OneLine(note.Value);
            table.AddRow(new Text(TaskOutput.Time(note.CreatedAt?.ToDateTimeOffset())), new Text(note.CreatedBy), new Text(note.Type), new Text(text));
        }

        gateway.Terminal.Console.Write(table);
    }
}
