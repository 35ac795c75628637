using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Templates;

/// <summary>The namespace holds no such template, or no active version of it.</summary>
public sealed class TemplateNotFoundException(string @namespace, string name, string? version) : NotFoundException(
    "TEMPLATE_NOT_FOUND",
    $"Namespace {@namespace} has no {(version is null ? $"active version of template {name}" : $"template {name}@{version}")}.",
    new Dictionary<string, string> { ["namespace"] = @namespace, ["template"] = version is null ? name : $"{name}@{version}" });

/// <summary>The version was published with another definition, and never changes.</summary>
public sealed class TemplateVersionExistsException(TemplateRecord existing, string differingPath) : AlreadyExistsException(
    "TEMPLATE_VERSION_EXISTS",
    $"{existing.FullName} was published with another definition, which differs in {differingPath}: publish it as a new version.",
    new Dictionary<string, string> { ["template"] = existing.FullName, ["field"] = differingPath });

/// <summary>A version that is not active makes no new chains.</summary>
public sealed class TemplateInactiveException(string template) : RequestRefusedException(
    "TEMPLATE_INACTIVE",
    $"{template} is not active: activate it, or choose another version.",
    new Dictionary<string, string> { ["template"] = template });

/// <summary>What was published is not taken any more: a handler is gone, or a rule became stricter.</summary>
public sealed class TemplateUnusableException(string template, IReadOnlyList<FieldViolation> violations) : RequestRefusedException(
    "TEMPLATE_UNUSABLE",
    $"{template} can make no chains here: {string.Join("; ", violations.Take(3).Select(v => $"{v.Field} {v.Description}"))}",
    new Dictionary<string, string> { ["template"] = template });
