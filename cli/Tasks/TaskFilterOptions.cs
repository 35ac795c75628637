using System.CommandLine;
using System.CommandLine.Parsing;
using Orchestrator.Cli.Wording;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tasks;

/// <summary>Which tasks: the filters of a list, for every command that has them.</summary>
internal sealed class TaskFilterOptions
{
    readonly Option<string[]> _statuses = new("--status") { Description = "Any of these, repeatable." };
    readonly Option<string> _handler = new("--handler") { Description = "E.g. llm.complete." };
    readonly Option<string> _search = new("--search") { Description = "3 to 200 characters, found in name, prompt or output." };
    readonly Option<string> _correlation = new("--correlation-id") { Description = "Tasks of one cause." };
    readonly Option<string> _chain = new("--chain") { Description = "Tasks of this chain, the items of its maps included.", HelpName = "id" };
    readonly Option<string> _template = new("--template") { Description = "Tasks of chains made from it: name, or name@version." };
    readonly Option<string> _map = new("--map") { Description = "Items of this map, in their order.", HelpName = "task id" };
    readonly Option<string[]> _tags = new("--tag") { Description = "key=value, repeatable: every one of these." };
    readonly Option<DateTimeOffset?> _after = new("--created-after") { Description = "E.g. 2030-01-02T03:04:05Z." };
    readonly Option<DateTimeOffset?> _before = new("--created-before") { Description = "E.g. 2030-01-02T03:04:05Z." };

    System.CommandLine.Option[] All => [_statuses, _handler, _search, _correlation, _chain, _template, _map, _tags, _after, _before];

    public void AddTo(Command command)
    {
        _statuses.AcceptOnlyFromAmong(WordText.All<V1.TaskStatus>());
        TagText.Validate(_tags);
        foreach (System.CommandLine.Option option in All)
            command.Add(option);
    }

    public bool IsGiven(CommandResult result) => All.Any(option => result.GetResult(option) is not null);

    public V1.ListTasksRequest Read(string space, ParseResult result) => new()
    {
        Namespace = space,
        Statuses = { (result.GetValue(_statuses) ?? []).Select(WordText.Parse<V1.TaskStatus>) },
        Handler = result.GetValue(_handler) ?? "",
        SearchText = result.GetValue(_search) ?? "",
        CorrelationId = result.GetValue(_correlation) ?? "",
        ChainId = result.GetValue(_chain) ?? "",
        Template = result.GetValue(_template) ?? "",
        MapTaskId = result.GetValue(_map) ?? "",
        Tags = { TagText.Read(result.GetValue(_tags)) },
        CreatedAfter = result.GetValue(_after) is { } after ? Timestamp.FromDateTimeOffset(after) : null,
        CreatedBefore = result.GetValue(_before) is { } before ? Timestamp.FromDateTimeOffset(before) : null,
    };
}
