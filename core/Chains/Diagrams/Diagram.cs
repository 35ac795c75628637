namespace Orchestrator.Core.Chains.Diagrams;

/// <summary>The pictures of a chain or a definition, each as text.</summary>
public static class Diagram
{
    /// <param name="now">Until when what still runs has taken time.</param>
    public static string Write(DiagramSource source, DiagramFormat format, DateTimeOffset now) => format switch
    {
        DiagramFormat.Json => JsonGraph.Write(source, now),
        DiagramFormat.Gantt => GanttData.Write(source, now),
        _ => MermaidFlowchart.Write(source, now),
    };
}
