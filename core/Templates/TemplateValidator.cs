using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Templates.Text;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Templates;

/// <summary>Reads a template's text and checks all of it. Violations name the line, then the field with its node.</summary>
public sealed class TemplateValidator(ChainDefinitionValidator definitions, SubChains subChains)
{
    const int DescriptionMax = 4_000;

    /// <param name="namespace">Where the template is to be.</param>
    /// <returns>Null when violations were added.</returns>
    public async Task<TemplateDocument?> ReadAsync(
        Violations violations, string @namespace, string text, CancellationToken cancellationToken)
    {
        var lines = new SourceLines();
        var found = new Violations();
        TemplateDraft? draft = TemplateText.Read(found, text, lines);
        TemplateDocument? document = draft is null ? null : await CheckAsync(found, @namespace, draft, cancellationToken);
        foreach (FieldViolation violation in found.Found.OrderBy(v => lines.Find(v.Field)))
        {
            violations.Add($"line {lines.Find(violation.Field)}: {violation.Field}", violation.Description);
        }

        return found.Found.Count == 0 ? document : null;
    }

    /// <summary>Reads a text that was checked when it was published.</summary>
    public CheckedDefinition ReadPublished(TemplateRecord template)
    {
        var violations = new Violations();
        var lines = new SourceLines();
        TemplateDraft? draft = TemplateText.Read(violations, template.Definition!, lines);
        CheckedDefinition? definition = draft is null ? null
            : definitions.Check(violations, draft.Definition, new InputScope.OfSchema(JsonNode.Parse(template.InputSchema)!.AsObject()));
        return definition ?? throw new TemplateUnusableException(template.FullName, violations.Found);
    }

    async Task<TemplateDocument?> CheckAsync(
        Violations found, string @namespace, TemplateDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Name.Length > 0 && !TemplateReference.IsName(draft.Name))
        {
            found.Add("name", $"must be {TemplateReference.NameRule}");
        }

        var version = SemanticVersion.TryParse(draft.Version);
        if (version is null && draft.Version.Length > 0)
        {
            found.Add("version", $"must be {SemanticVersion.Rule}");
        }

        TextRules.Check(found, "description", draft.Description, min: 0, max: DescriptionMax);
        JsonRules.CheckStorable(found, "input", draft.Input);
        InputSchema? schema = await InputSchema.ReadAsync(found, draft.Input, cancellationToken);
        schema?.CheckDefaults(found);
        CheckedDefinition? definition = definitions.Check(found, draft.Definition, new InputScope.OfSchema(draft.Input));
        TemplateIdentity? self = version is null ? null : new TemplateIdentity(@namespace, draft.Name, version);
        await subChains.ResolveAsync(found, @namespace, draft.Definition, self, cancellationToken);
        return definition is null || self is null ? null : new TemplateDocument(self, draft.Description, draft.Input, definition);
    }
}
