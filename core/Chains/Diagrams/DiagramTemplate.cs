using Orchestrator.Core.Templates;

namespace Orchestrator.Core.Chains.Diagrams;

/// <summary>Draws a published template.</summary>
public sealed class DiagramTemplate(GetTemplate getTemplate, TimeProvider timeProvider)
{
    /// <param name="version">Empty: the latest active one.</param>
    /// <exception cref="TemplateNotFoundException"/>
    public async Task<string> ExecuteAsync(
        string @namespace, string name, string version, DiagramFormat format, CancellationToken cancellationToken)
    {
        ShownTemplate shown = await getTemplate.ExecuteAsync(@namespace, name, version, cancellationToken);
        return Diagram.Write(DefinitionSource.Of(shown.Template.FullName, shown.Definition), format, timeProvider.GetUtcNow());
    }
}
