using Orchestrator.Core.Chains;

namespace Orchestrator.Database.Model;

/// <summary>Table <c>template_edges</c>: the edges that a template makes.</summary>
public sealed class TemplateEdgeRow
{
    public long Id { get; set; }

    public Guid TemplateId { get; set; }

    public required string FromNode { get; set; }

    public required string ToNode { get; set; }

    public string Mapping { get; set; } = "{}";

    public EdgeCondition Condition { get; set; }

    public string? ConditionExpression { get; set; }
}
