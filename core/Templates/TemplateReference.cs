using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Orchestrator.Core.Templates;

/// <summary>How a template is called: <c>name</c>, <c>namespace/name</c>, either with <c>@version</c>.</summary>
/// <param name="Namespace">Null: that of who calls it so.</param>
/// <param name="Version">Null: the latest active one.</param>
public sealed partial record TemplateReference(string? Namespace, string Name, SemanticVersion? Version)
{
    public const string NameRule = "lower-case letters, digits, ., _ and -, a letter first; up to 100 characters";

    public static bool IsName(string name) => NamePattern().IsMatch(name);

    public static bool TryParse(
        string text, [NotNullWhen(true)] out TemplateReference? reference, [NotNullWhen(false)] out string? problem)
    {
        reference = null;
        string[] parts = text.Split('@', 2);
        string[] name = parts[0].Split('/', 2);
        SemanticVersion? version = parts.Length == 2 ? SemanticVersion.TryParse(parts[1]) : null;
        problem = text.Length == 0 ? "is required: name, namespace/name, or with @version"
            : !IsName(name[^1]) ? $"'{text}' is no template: its name must be {NameRule}"
            : name.Length == 2 && !NamespacePattern().IsMatch(name[0]) ? $"'{text}' is no template: its namespace must be lower-case letters, digits and hyphens"
            : parts.Length == 2 && version is null ? $"'{text}' is no template: its version must be {SemanticVersion.Rule}"
            : null;
        reference = problem is null ? new TemplateReference(name.Length == 2 ? name[0] : null, name[^1], version) : null;
        return reference is not null;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9._-]{0,99}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[a-z0-9-]{1,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamespacePattern();
}
