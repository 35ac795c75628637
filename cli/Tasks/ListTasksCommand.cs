using System.CommandLine;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Wording;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tasks;

/// <summary><c>orchestrator task list</c></summary>
internal sealed class ListTasksCommand(GatewayCommand gateway)
{
    readonly Option<string[]> _statuses = new("--status") { Description = "Any of these, repeatable." };
    readonly Option<string> _handler = new("--handler") { Description = "E.g. llm.complete." };
    readonly Option<string> _search = new("--search") { Description = "1 to 200 characters, found in name, prompt or output." };
    readonly Option<string> _correlation = new("--correlation-id") { Description = "Tasks of one cause." };
    readonly Option<string> _chain = new("--chain") { Description = "Tasks of this chain, the items of its maps included.", HelpName = "id" };
    readonly Option<string> _template = new("--template") { Description = "Tasks of chains made from it: name, or name@version." };
    readonly Option<string> _map = new("--map") { Description = "Items of this map, in their order.", HelpName = "task id" };
    readonly Option<string[]> _tags = new("--tag") { Description = "key=value, repeatable: every one of these." };
    readonly Option<int> _limit = new("--limit") { Description = "1 to 200 tasks.", DefaultValueFactory = _ => 50 };
    readonly Option<string> _page = new("--page-token") { Description = "From the page before." };

    public Command Create()
    {
        var command = new Command("list", "Lists tasks, newest first.")
        {
            _statuses, _handler, _search, _correlation, _chain, _template, _map, _tags, _limit, _page,
        };
        TagText.Validate(_tags);
        _statuses.AcceptOnlyFromAmong(WordText.All<V1.TaskStatus>());
        _limit.Validators.Add(result =>
        {
            // Zero would be the protocol's "as many as usual".
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int limit) && limit is < 1 or > 200)
                result.AddError($"--limit: {limit} is not from 1 to 200.");
        });
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            V1.ListTasksResponse response = await client.Tasks.ListTasksAsync(ReadRequest(result), cancellationToken: cancellationToken);
            await TaskOutput.WriteListAsync(gateway, result, response);
            return ExitCodes.Success;
        });
        return command;
    }

    internal V1.ListTasksRequest ReadRequest(ParseResult result) => new()
    {
        ChainId = result.GetValue(_chain) ?? "",
        Template = result.GetValue(_template) ?? "",
        MapTaskId = result.GetValue(_map) ?? "",
        Tags = { TagText.Read(result.GetValue(_tags)) },
        Namespace = gateway.Namespace(result),
        Statuses = { (result.GetValue(_statuses) ?? []).Select(WordText.Parse<V1.TaskStatus>) },
        Handler = result.GetValue(_handler) ?? "",
        SearchText = result.GetValue(_search) ?? "",
        CorrelationId = result.GetValue(_correlation) ?? "",
        PageSize = result.GetValue(_limit),
        PageToken = result.GetValue(_page) ?? "",
    };
}
