using System.CommandLine;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Wording;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Chains;

/// <summary><c>orchestrator chain list</c></summary>
internal sealed class ListChainsCommand(GatewayCommand gateway)
{
    readonly Option<string[]> _statuses = new("--status") { Description = "Any of these, repeatable." };
    readonly Option<string> _template = new("--template") { Description = "Made from it: name, or name@version." };
    readonly Option<string> _search = new("--search") { Description = "1 to 200 characters, found in the name." };
    readonly Option<string> _correlation = new("--correlation-id") { Description = "Chains of one cause." };
    readonly Option<int> _limit = new("--limit") { Description = "1 to 200 chains.", DefaultValueFactory = _ => 50 };
    readonly Option<string> _page = new("--page-token") { Description = "From the page before." };

    public Command Create()
    {
        var command = new Command("list", "Lists chains, newest first.") { _statuses, _template, _search, _correlation, _limit, _page };
        _statuses.AcceptOnlyFromAmong(WordText.All<V1.TaskStatus>());
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            V1.ListChainsResponse response = await client.Chains.ListChainsAsync(ReadRequest(result), cancellationToken: cancellationToken);
            await ChainOutput.WriteListAsync(gateway, result, response);
            return ExitCodes.Success;
        });
        return command;
    }

    V1.ListChainsRequest ReadRequest(ParseResult result) => new()
    {
        Namespace = gateway.Namespace(result),
        Statuses = { (result.GetValue(_statuses) ?? []).Select(WordText.Parse<V1.TaskStatus>) },
        Template = result.GetValue(_template) ?? "",
        SearchText = result.GetValue(_search) ?? "",
        CorrelationId = result.GetValue(_correlation) ?? "",
        PageSize = result.GetValue(_limit),
        PageToken = result.GetValue(_page) ?? "",
    };
}
