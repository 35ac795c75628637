using System.Text.RegularExpressions;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Events.Custom;

/// <summary>Names of custom events, as <c>docs/events.md</c> has them.</summary>
public static partial class CustomEventName
{
    public const int Max = 200;

    /// <summary>What stands before the dot is the namespace itself, so nobody publishes in another's name.</summary>
    public static void Check(Violations violations, string field, string name, string @namespace)
    {
        string kind = name.Split('.')[0];
        if (EventNames.ReservedKinds.Contains(kind))
        {
            violations.Add(field, $"must not begin with {kind}.: that is reserved");
        }
        else if (name.Length > Max || !Pattern().IsMatch(name))
        {
            violations.Add(field, $"must be <namespace>.<name>, at most {Max} characters: lower-case letters, digits, '_', and '-' before the first dot");
        }
        else if (kind != @namespace)
        {
            violations.Add(field, $"must begin with {@namespace}., the namespace of the request");
        }
    }

    // As the table has it (custom_event_name_must_be_namespace_dot_name).
    [GeneratedRegex(@"\A[a-z][a-z0-9_-]*(\.[a-z0-9_]+)+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
