namespace Orchestrator.Core.Chains.Diagrams;

public enum DiagramFormat
{
    Mermaid,
    Json,
    Gantt,
}
