using System.Globalization;
using System.Text.Json;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Functions.Handlers;

/// <summary><c>text.split</c>: a long text in parts, for a map over them.</summary>
public sealed class TextSplitHandler : ITaskHandler
{
    public string Name => HandlerNames.TextSplit;

    public Task<HandlerResult> RunAsync(HandlerContext context, CancellationToken cancellationToken)
    {
        TextSplitParameters parameters = ParametersJson.Read<TextSplitParameters>(context.Attempt.Parameters);
        IReadOnlyList<string> parts = TextSplitter.Split(parameters.Text, parameters.PartCharactersMax);
        return Task.FromResult(new HandlerResult(
            parts.Count.ToString(CultureInfo.InvariantCulture), JsonSerializer.Serialize(new Dictionary<string, IReadOnlyList<string>> { ["parts"] = parts })));
    }
}
