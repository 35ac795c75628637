using System.CommandLine;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Tasks;
using Orchestrator.Cli.Wording;
using Spectre.Console;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Templates;

/// <summary><c>orchestrator template list</c></summary>
internal sealed class ListTemplatesCommand(GatewayCommand gateway)
{
    readonly Argument<string> _name = new("name") { Description = "Only this template.", Arity = ArgumentArity.ZeroOrOne };
    readonly Option<bool> _all = new("--all") { Description = "Every version, also those that are not active." };
    readonly Option<int> _limit = new("--limit") { Description = "1 to 200 versions.", DefaultValueFactory = _ => 50 };
    readonly Option<string> _page = new("--page-token") { Description = "From the page before." };

    public Command Create()
    {
        var command = new Command("list", "Lists templates by name: their latest versions, or all of them.") { _name, _all, _limit, _page };
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.ListTemplatesRequest
            {
                Namespace = gateway.Namespace(result),
                Name = result.GetValue(_name) ?? "",
                IncludeInactive = result.GetValue(_all),
                LatestOnly = !result.GetValue(_all),
                PageSize = result.GetValue(_limit),
                PageToken = result.GetValue(_page) ?? "",
            };
            await WriteAsync(result, await client.Templates.ListTemplatesAsync(request, cancellationToken: cancellationToken));
            return ExitCodes.Success;
        });
        return command;
    }

    async Task WriteAsync(ParseResult result, V1.ListTemplatesResponse response)
    {
        if (gateway.Json(result))
        {
            await gateway.Terminal.Output.WriteLineAsync(JsonText.Document(response));
            return;
        }

        Table table = TaskOutput.NewTable("NAME", "VERSION", "ACTIVE");
        table.AddColumn("DESCRIPTION");
        foreach (V1.Template template in response.Templates)
        {
            table.AddRow(
                new Text(template.Name), new Text(template.Version), new Text(template.Active ? "yes" : "no"), new Text(template.Description));
        }

        gateway.Terminal.Console.Write(table);
        if (response.NextPageToken.Length > 0)
            gateway.Terminal.Say($"More: --page-token {response.NextPageToken}");
    }
}
