using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Outputs;
using Orchestrator.Core.Execution;

namespace Orchestrator.Core.Chains.Runs;

/// <summary>What the placeholders of a chain's task stand for when an attempt begins. Parents do not change while it runs, so each attempt of a run reads the same.</summary>
/// <param name="Context">JSON object: the chain's input.</param>
/// <param name="Item">JSON, of a map's item; null: it is none.</param>
/// <param name="Index">Of a map's item: its place, from 0.</param>
public sealed record AttemptInputs(string NodeKey, string Context, string? Item, IReadOnlyList<ParentOutput> Parents, int? Index = null)
{
    /// <summary>Error type of a task whose placeholders have no value.</summary>
    public const string MissingInput = "missing_input";

    /// <summary>Name of a map item's placeholder, and of the parameter that holds its value until then.</summary>
    public const string ItemName = "item";

    const string IndexName = "index";

    /// <returns>The attempt with values in the place of placeholders.</returns>
    /// <exception cref="PermanentTaskException"><see cref="MissingInput"/>: names node, field and placeholder.</exception>
    public TaskAttempt Fill(TaskAttempt attempt)
    {
        PlaceholderScope scope = new PlaceholderScope().Set("input", JsonNode.Parse(Context));
        JsonObject parameters = JsonNode.Parse(attempt.Parameters)!.AsObject();
        if (Item is not null)
        {
            scope.Set(ItemName, JsonNode.Parse(Item)).Set(IndexName, Index);
            parameters.Remove(ItemName);
        }

        foreach (ParentOutput parent in Parents)
        {
            scope.Map(
                JsonSerializer.Deserialize<Dictionary<string, string>>(parent.Mapping)!,
                TaskOutput.ToDocument(parent.Text, parent.Structured, parent.ErrorType, parent.ErrorMessage));
        }

        RenderedNode rendered = NodeRenderer.Render(NodeKey, attempt.Prompt, parameters, scope);
        return rendered.Problems.Count == 0
            ? attempt with { Prompt = rendered.Prompt, Parameters = rendered.Parameters.ToJsonString() }
            : throw new PermanentTaskException(MissingInput, string.Join("; ", rendered.Problems));
    }
}

/// <param name="Mapping">JSON object: placeholder to a JSON pointer into the output.</param>
public sealed record ParentOutput(string Mapping, string? Text, string? Structured, string? ErrorType, string? ErrorMessage);

/// <summary>Reads what the placeholders of a task stand for.</summary>
public interface IAttemptInputStore
{
    /// <returns>Null when there is no such task.</returns>
    Task<AttemptInputs?> ReadAsync(Guid taskId, CancellationToken cancellationToken);
}
