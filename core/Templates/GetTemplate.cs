namespace Orchestrator.Core.Templates;

/// <summary>Shows one version of a template.</summary>
public sealed class GetTemplate(ITemplateStore templates, TemplateValidator validator)
{
    /// <param name="version">Empty: the latest active one.</param>
    /// <exception cref="TemplateNotFoundException"/>
    public async Task<TemplateRecord> FindAsync(
        string @namespace, string name, string version, CancellationToken cancellationToken)
    {
        string? wanted = version.Length == 0 ? null : version;
        return await templates.FindAsync(@namespace, name, wanted, cancellationToken)
            ?? throw new TemplateNotFoundException(@namespace, name, wanted);
    }

    /// <exception cref="TemplateNotFoundException"/>
    public async Task<ShownTemplate> ExecuteAsync(
        string @namespace, string name, string version, CancellationToken cancellationToken)
    {
        TemplateRecord template = await FindAsync(@namespace, name, version, cancellationToken);
        return new ShownTemplate(template, validator.ReadPublished(template));
    }
}

public sealed record ShownTemplate(TemplateRecord Template, Chains.Definitions.CheckedDefinition Definition);
