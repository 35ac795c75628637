using System.Text.Json.Nodes;
using Orchestrator.Core.Events;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Templates;

/// <summary>Checks a template's text and stores it as a version that never changes.</summary>
public sealed class PublishTemplate(TemplateValidator validator, ITemplateStore templates, IEventNotifier notifier, TimeProvider timeProvider)
{
    /// <param name="isTrial">Checks only.</param>
    /// <exception cref="InvalidRequestException">Names line, node and field of each mistake.</exception>
    /// <exception cref="TemplateVersionExistsException">The version was published with another definition.</exception>
    public async Task<PublishedTemplate> ExecuteAsync(
        string @namespace, string source, bool isTrial, Violations violations, string actor, CancellationToken cancellationToken)
    {
        TextRules.CheckStorable(violations, "source", source);
        TemplateDocument? document = source.Length == 0 ? null : await validator.ReadAsync(violations, @namespace, source, cancellationToken);
        if (source.Length == 0)
        {
            violations.Add("source", "is required: a template as YAML or JSON");
        }

        violations.ThrowIfAny();
        string name = document!.Identity.Name;
        string version = document.Identity.Version.Text;
        if (await templates.FindAsync(@namespace, name, version, cancellationToken) is { } existing)
        {
            return Same(document, existing);
        }

        if (isTrial)
        {
            return new PublishedTemplate(Preview(document), AlreadyExisted: false);
        }

        bool isNew = await templates.TryPublishAsync(document, actor, cancellationToken);
        TemplateRecord published = await templates.FindAsync(@namespace, name, version, cancellationToken)
            ?? throw new TemplateNotFoundException(@namespace, name, version);
        notifier.NotifyCommitted();
        return isNew ? new PublishedTemplate(published, AlreadyExisted: false) : Same(document, published);
    }

    static PublishedTemplate Same(TemplateDocument document, TemplateRecord existing) =>
        existing.DefinitionHash == document.Hash()
            ? new PublishedTemplate(existing, AlreadyExisted: true)
            : throw new TemplateVersionExistsException(
                existing,
                TemplateDifference.Find(JsonNode.Parse(existing.Definition!)!.AsObject(), document.ToJson()).FirstOrDefault()?.Path ?? "nodes");

    TemplateRecord Preview(TemplateDocument document) => new()
    {
        Id = Guid.Empty,
        Namespace = document.Identity.Namespace,
        Name = document.Identity.Name,
        Version = document.Identity.Version.Text,
        Description = document.Description,
        Active = false,
        InputSchema = document.InputSchema.ToJsonString(),
        Definition = document.ToJson().ToJsonString(),
        DefinitionHash = document.Hash(),
        CreatedAt = timeProvider.GetUtcNow(),
    };
}

/// <param name="Template">Of a trial: without an id.</param>
/// <param name="AlreadyExisted">The same version was published before.</param>
public sealed record PublishedTemplate(TemplateRecord Template, bool AlreadyExisted);
