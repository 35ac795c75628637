using System.Text.Json.Nodes;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Templates;

/// <summary>Says what changed between two versions of a template.</summary>
public sealed class DiffTemplates(ITemplateStore templates)
{
    /// <exception cref="TemplateNotFoundException">One of them is not there.</exception>
    public async Task<IReadOnlyList<JsonDifference>> ExecuteAsync(
        string @namespace, string name, string from, string to, CancellationToken cancellationToken) => TemplateDifference.Find(
            await ReadAsync(@namespace, name, from, cancellationToken), await ReadAsync(@namespace, name, to, cancellationToken));

    async Task<JsonObject> ReadAsync(string @namespace, string name, string version, CancellationToken cancellationToken)
    {
        TemplateRecord template = await templates.FindAsync(@namespace, name, version, cancellationToken)
            ?? throw new TemplateNotFoundException(@namespace, name, version);
        return JsonNode.Parse(template.Definition!)!.AsObject();
    }
}
