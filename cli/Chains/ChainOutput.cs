using System.CommandLine;
using Google.Protobuf;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Tasks;
using Orchestrator.Cli.Wording;
using Spectre.Console;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Chains;

/// <summary>Chains for people (a grid and a tree, a table) and for machines (the response as JSON).</summary>
internal static class ChainOutput
{
    public static int ExitCode(V1.Chain chain) => chain.Status is V1.TaskStatus.Failed or V1.TaskStatus.Cancelled ? ExitCodes.Failed : ExitCodes.Success;

    /// <param name="note">What just happened to it, for people.</param>
    public static async Task WriteAsync(
        GatewayCommand gateway, ParseResult result, IMessage response, V1.Chain chain, DateTimeOffset now, string? note = null)
    {
        if (gateway.Json(result))
        {
            await gateway.Terminal.Output.WriteLineAsync(JsonText.Document(response));
            return;
        }

        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach ((string name, string value) in Fields(chain, note).Where(field => field.Value.Length > 0))
            grid.AddRow(new Text(name), new Text(value));
        gateway.Terminal.Console.Write(grid);
        gateway.Terminal.Console.Write(ChainTree.Build(chain, now));
    }

    public static async Task WriteListAsync(GatewayCommand gateway, ParseResult result, V1.ListChainsResponse response)
    {
        if (gateway.Json(result))
        {
            await gateway.Terminal.Output.WriteLineAsync(JsonText.Document(response));
            return;
        }

        Table table = TaskOutput.NewTable("ID", "NAME", "STATUS", "ENDED", "TEMPLATE");
        foreach (V1.Chain chain in response.Chains)
        {
            V1.ChainProgress progress = chain.Progress;
            table.AddRow(
                new Text(chain.Id), new Text(chain.Name), new Text(WordText.Of(chain.Status)),
                new Text($"{progress.Total - progress.Pending - progress.Running}/{progress.Total}"), new Text(chain.Template));
        }

        gateway.Terminal.Console.Write(table);
        if (response.NextPageToken.Length > 0)
            gateway.Terminal.Say($"More: --page-token {response.NextPageToken}");
    }

    static IEnumerable<(string Name, string Value)> Fields(V1.Chain chain, string? note) =>
    [
        ("id", chain.Id),
        ("namespace", chain.Namespace),
        ("name", chain.Name),
        ("status", WordText.Of(chain.Status) + (chain.Suspended ? ", suspended" : "") + (note is null ? "" : $" ({note})")),
        ("template", chain.Template),
        ("run", $"{chain.Run}"),
        ("created", TaskOutput.Time(chain.CreatedAt?.ToDateTimeOffset())),
        ("started", TaskOutput.Time(chain.StartedAt?.ToDateTimeOffset())),
        ("completed", TaskOutput.Time(chain.CompletedAt?.ToDateTimeOffset())),
        ("error", chain.ErrorMessage),
        ("part of", chain.ParentTaskId.Length == 0 ? "" : $"task {chain.ParentTaskId}"),
        ("correlation", chain.CorrelationId),
        ("triggered by", chain.TriggeredBy),
    ];
}
