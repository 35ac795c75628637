using System.Text.RegularExpressions;

namespace Orchestrator.Core.Validation;

/// <summary>Name of a namespace; an empty one in a request means <see cref="Default"/>.</summary>
public static partial class NamespaceName
{
    public const string Default = "default";

    /// <returns><paramref name="name"/>, or the default when it is empty; unusable when a violation was added.</returns>
    public static string Read(Violations violations, string field, string name)
    {
        if (name.Length == 0)
        {
            return Default;
        }

        if (!Pattern().IsMatch(name))
        {
            violations.Add(field, "must be 1 to 63 lower-case letters, digits and hyphens");
        }

        return name;
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
