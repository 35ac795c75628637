using System.CommandLine;
using Orchestrator.Cli.Gateway;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tasks;

/// <summary><c>orchestrator task list</c></summary>
internal sealed class ListTasksCommand(GatewayCommand gateway)
{
    readonly TaskFilterOptions _filter = new();
    readonly Option<int> _limit = new("--limit") { Description = "1 to 200 tasks.", DefaultValueFactory = _ => 50 };
    readonly Option<string> _page = new("--page-token") { Description = "From the page before." };

    public Command Create()
    {
        var command = new Command("list", "Lists tasks, newest first.");
        _filter.AddTo(command);
        command.Add(_limit);
        command.Add(_page);
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

    internal V1.ListTasksRequest ReadRequest(ParseResult result)
    {
        V1.ListTasksRequest request = _filter.Read(gateway.Namespace(result), result);
        (request.PageSize, request.PageToken) = (result.GetValue(_limit), result.GetValue(_page) ?? "");
        return request;
    }
}
