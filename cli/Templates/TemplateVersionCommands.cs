using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Tasks;
using Orchestrator.Cli.Wording;
using Spectre.Console;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Templates;

/// <summary><c>orchestrator template get</c>, <c>diff</c>, <c>activate</c> and <c>deactivate</c></summary>
internal sealed class TemplateVersionCommands(GatewayCommand gateway)
{
    static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public Command CreateGet()
    {
        Argument<string> template = TemplateName.Argument("name, or name@version.");
        var command = new Command("get", "Shows a version, the latest active one unless it is named, with its definition.") { template };
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            (string name, string version) = TemplateName.Split(result.GetRequiredValue(template));
            var request = new V1.GetTemplateRequest { Namespace = gateway.Namespace(result), Name = name, Version = version };
            V1.GetTemplateResponse response = await client.Templates.GetTemplateAsync(request, cancellationToken: cancellationToken);
            await WriteAsync(result, response, response.Template);
            return ExitCodes.Success;
        });
        return command;
    }

    public Command CreateDiff()
    {
        Argument<string> name = TemplateName.Argument("The template's name.");
        var from = new Argument<string>("from") { Description = "A version." };
        var to = new Argument<string>("to") { Description = "Another version." };
        var command = new Command("diff", "Shows what changed between two versions.") { name, from, to };
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.DiffTemplatesRequest
            {
                Namespace = gateway.Namespace(result),
                Name = result.GetRequiredValue(name),
                FromVersion = result.GetRequiredValue(from),
                ToVersion = result.GetRequiredValue(to),
            };
            V1.DiffTemplatesResponse response = await client.Templates.DiffTemplatesAsync(request, cancellationToken: cancellationToken);
            await gateway.Terminal.Output.WriteLineAsync(gateway.Json(result)
                ? JsonText.Document(response)
                : response.Changes.Count == 0 ? "No difference." : string.Join('\n', response.Changes.Select(Line)));
            return ExitCodes.Success;
        });
        return command;
    }

    public Command CreateSetActive(string verb, bool active, string description)
    {
        Argument<string> template = TemplateName.Argument("name@version.");
        var command = new Command(verb, description) { template };
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            (string name, string version) = TemplateName.Split(result.GetRequiredValue(template));
            var request = new V1.SetTemplateActiveRequest { Namespace = gateway.Namespace(result), Name = name, Version = version, Active = active };
            V1.SetTemplateActiveResponse response = await client.Templates.SetTemplateActiveAsync(request, cancellationToken: cancellationToken);
            await gateway.Terminal.Output.WriteLineAsync(gateway.Json(result)
                ? JsonText.Document(response)
                : $"{response.Template.Namespace}/{name}@{version} is {(response.Template.Active ? "active" : "not active")}");
            return ExitCodes.Success;
        });
        return command;
    }

    static string Line(V1.TemplateChange change) => change.Kind switch
    {
        V1.ChangeKind.Added => $"+ {change.Path}: {change.ToValue}",
        V1.ChangeKind.Removed => $"- {change.Path}: {change.FromValue}",
        _ => $"~ {change.Path}: {change.FromValue} -> {change.ToValue}",
    };

    async Task WriteAsync(ParseResult result, V1.GetTemplateResponse response, V1.Template template)
    {
        if (gateway.Json(result))
        {
            await gateway.Terminal.Output.WriteLineAsync(JsonText.Document(response));
            return;
        }

        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach ((string name, string value) in (IEnumerable<(string, string)>)
        [
            ("template", $"{template.Namespace}/{template.Name}@{template.Version}"),
            ("active", template.Active ? "yes" : "no"),
            ("description", template.Description),
            ("published", $"{TaskOutput.Time(template.CreatedAt?.ToDateTimeOffset())} by {template.CreatedBy}"),
            ("hash", template.DefinitionHash),
        ])
        {
            grid.AddRow(new Text(name), new Text(value));
        }

        gateway.Terminal.Console.Write(grid);
        await gateway.Terminal.Output.WriteLineAsync(JsonNode.Parse(template.Source)!.ToJsonString(Indented));
    }
}
