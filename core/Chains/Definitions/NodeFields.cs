using Orchestrator.Core.Tasks.Work;

namespace Orchestrator.Core.Chains.Definitions;

/// <summary>Where the client wrote a node and what belongs to it, for errors that name the field.</summary>
public abstract record NodeFields
{
    NodeFields()
    {
    }

    /// <summary>The paths name the node themselves; else its key is added to the reason.</summary>
    public abstract bool NameTheNode { get; }

    /// <param name="field">As the message has it; empty: the node itself.</param>
    public abstract string Of(string field);

    /// <param name="index">Among the node's edges.</param>
    /// <param name="field"><c>parent</c>, <c>condition</c>, <c>expression</c> or <c>output_mapping.name</c>.</param>
    public abstract string OfEdge(int index, string parent, string field);

    public abstract WorkFields OfWork(TaskWork work);

    /// <summary>Of an approval.</summary>
    public abstract string OfTimeout();

    /// <summary>In a message: <c>definition.nodes[2].after[0].parent</c>.</summary>
    /// <param name="Path">Of the node.</param>
    public sealed record InMessage(string Path) : NodeFields
    {
        public override bool NameTheNode => false;

        public override string Of(string field) => field.Length == 0 ? Path : $"{Path}.{field}";

        public override string OfEdge(int index, string parent, string field) => $"{Path}.after[{index}].{field}";

        public override WorkFields OfWork(TaskWork work) => WorkFields.Of(work, $"{Path}.");

        public override string OfTimeout() => Of("approval.timeout");
    }

    /// <summary>In a template's text: <c>nodes.review.after.research.when</c>.</summary>
    public sealed record InText(string Key) : NodeFields
    {
        const string Mapping = "output_mapping.";

        public override bool NameTheNode => true;

        public override string Of(string field) => field.Length == 0 ? $"nodes.{Key}" : $"nodes.{Key}.{field}";

        public override string OfEdge(int index, string parent, string field) => Of($"after.{parent}") + field switch
        {
            "condition" or "expression" => ".when",
            _ when field.StartsWith(Mapping, StringComparison.Ordinal) => $".map.{field[Mapping.Length..]}",
            _ => "",
        };

        public override WorkFields OfWork(TaskWork work) =>
            new(Of(""), Of("handler"), Of("prompt"), Of("parameters."), IsTyped: false);

        public override string OfTimeout() => Of("approval.timeout_seconds");
    }
}
