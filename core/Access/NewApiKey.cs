using System.Text.RegularExpressions;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Access;

/// <summary>A key to be stored; see <see cref="ApiKey"/>.</summary>
public sealed partial record NewApiKey(
    string Name,
    IReadOnlyList<string> Namespaces,
    Permission Permissions,
    int? RequestsPerMinute,
    DateTimeOffset? ExpiresAt,
    string CreatedBy)
{
    /// <exception cref="InvalidRequestException">With everything that is wrong.</exception>
    public void Check(DateTimeOffset now)
    {
        var violations = new Violations();
        if (!NameForm().IsMatch(Name))
        {
            violations.Add("name", "must be 1 to 90 letters, digits, '.', '_' or '-', beginning with a letter or digit");
        }

        if (Namespaces.Count == 0)
        {
            violations.Add("namespace", $"at least one, or {ApiKey.EveryNamespace} for every one");
        }

        foreach (string name in Namespaces.Where(name => name != ApiKey.EveryNamespace))
        {
            NamespaceName.Read(violations, $"namespace '{name}'", name);
        }

        if (Permissions == Permission.None)
        {
            violations.Add("permission", $"at least one of {string.Join(", ", PermissionNames.All)}");
        }

        if (RequestsPerMinute < 1)
        {
            violations.Add("requests_per_minute", "must be at least 1");
        }

        if (ExpiresAt <= now)
        {
            violations.Add("expires_at", "must be in the future");
        }

        violations.ThrowIfAny();
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,89}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameForm();
}
