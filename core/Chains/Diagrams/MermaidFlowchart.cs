using System.Globalization;
using System.Text;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Diagrams;

/// <summary>A Mermaid flowchart: shapes say what a node is, colours how it stands, a tooltip why it failed.</summary>
public static class MermaidFlowchart
{
    const int MaxLine = 60;
    const int MaxTip = 500;

    static readonly (TaskRecordStatus Status, string Style)[] Styles =
    [
        (TaskRecordStatus.Pending, "fill:#f3f4f6,stroke:#9ca3af,color:#374151"),
        (TaskRecordStatus.Queued, "fill:#e0e7ff,stroke:#6366f1,color:#312e81"),
        (TaskRecordStatus.Running, "fill:#dbeafe,stroke:#2563eb,color:#1e3a8a"),
        (TaskRecordStatus.Completed, "fill:#d1fae5,stroke:#059669,color:#064e3b"),
        (TaskRecordStatus.CompletedWithWarnings, "fill:#fef9c3,stroke:#ca8a04,color:#713f12"),
        (TaskRecordStatus.Failed, "fill:#fee2e2,stroke:#dc2626,color:#7f1d1d"),
        (TaskRecordStatus.Cancelled, "fill:#e5e7eb,stroke:#4b5563,color:#1f2937"),
        (TaskRecordStatus.Skipped, "fill:#ffffff,stroke:#9ca3af,color:#6b7280"),
        (TaskRecordStatus.ResolvedManually, "fill:#ccfbf1,stroke:#0d9488,color:#134e4a"),
    ];

    /// <param name="now">For the durations of what still runs.</param>
    public static string Write(DiagramSource source, DateTimeOffset now)
    {
        // Ids of their own: a key could be a word of Mermaid's.
        var ids = source.Nodes.Select((node, i) => (node.Key, Id: $"n{i}")).ToDictionary(n => n.Key, n => n.Id);
        var text = new StringBuilder("flowchart TD\n");
        foreach (DiagramNode node in source.Nodes)
        {
            (string open, string close) = ShapeOf(node.Kind);
            string style = node.State is { } state ? $":::{TaskStatusNames.Of(state.Status)}" : "";
            text.Append(CultureInfo.InvariantCulture, $"  {ids[node.Key]}{open}\"{Label(node, now)}\"{close}{style}\n");
        }

        foreach (DiagramEdge edge in source.Edges)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {ids[edge.Parent]} {Arrow(edge)} {ids[edge.Child]}\n");
        }

        foreach (DiagramNode node in source.Nodes.Where(n => n.State is { ErrorType: not null } or { ErrorMessage: not null }))
        {
            DiagramState state = node.State!;
            string tip = MermaidText.Escape(MermaidText.Cut($"{state.ErrorType}: {state.ErrorMessage}", MaxTip));
            text.Append(CultureInfo.InvariantCulture, $"  click {ids[node.Key]} href \"#task-{state.TaskId:D}\" \"{tip}\"\n");
        }

        var shown = source.Nodes.Select(n => n.State?.Status).ToHashSet();
        foreach ((TaskRecordStatus status, string style) in Styles.Where(s => shown.Contains(s.Status)))
        {
            text.Append(CultureInfo.InvariantCulture, $"  classDef {TaskStatusNames.Of(status)} {style}\n");
        }

        return text.ToString();
    }

    static (string Open, string Close) ShapeOf(string kind) => kind switch
    {
        "map" => ("[[", "]]"),
        "approval" => ("{{", "}}"),
        "sub_chain" => ("([", "])"),
        _ => ("[", "]"),
    };

    static string Arrow(DiagramEdge edge) => edge.Condition switch
    {
        EdgeCondition.OnFailure => "-. \"on failure\" .->",
        EdgeCondition.Always => "-- \"always\" -->",
        EdgeCondition.Expression => $"-- \"{Line(edge.Expression ?? "")}\" -->",
        _ => "-->",
    };

    static string Label(DiagramNode node, DateTimeOffset now)
    {
        List<string> lines = [Line(node.Key)];
        if (node.Name != node.Key)
        {
            lines.Add(Line(node.Name));
        }

        if (node.Handler.Length > 0)
        {
            lines.Add(Line(node.Handler));
        }

        if (node.State is { } state)
        {
            string duration = state.Duration(now) is { } taken ? $", {DurationWords.Of(taken)}" : "";
            lines.Add(Line($"{TaskStatusNames.Of(state.Status)}{duration}"));
            if (state.Items is { } items)
            {
                string failed = items.Failed > 0 ? $", {items.Failed} failed" : "";
                lines.Add(Line($"{items.Ended} of {items.Total} items{failed}"));
            }

            if (state.ErrorType is { } errorType)
            {
                lines.Add(Line(errorType));
            }
        }

        return string.Join("<br/>", lines);
    }

    static string Line(string text) => MermaidText.Escape(MermaidText.Cut(text, MaxLine));
}
