using System.Reflection;
using Orchestrator.Core.Events.Names;

namespace Orchestrator.Core.Events;

/// <summary>
/// Every event's name: <c>docs/events.md</c>, Names. Those that <see cref="IsStored"/> names are rows and are streamed to clients;
/// the others live on the in-process bus, in logs and metrics.
/// </summary>
public static class EventNames
{
    static readonly Type[] Kinds =
    [
        typeof(TaskEvents), typeof(ChainEvents), typeof(OrchestrationEvents), typeof(ObservabilityEvents), typeof(RegistryEvents), typeof(TemplateEvents),
        typeof(JobEvents), typeof(LlmEvents), typeof(AdmissionEvents), typeof(CacheEvents), typeof(HealthEvents), typeof(TelemetryEvents), typeof(WebhookEvents),
    ];

    static readonly HashSet<string> StoredKinds = ["task", "chain", "template", "job", "llm", "admission", "webhook"];

    // Of a stored kind, but only passing through.
    static readonly HashSet<string> PassingThrough = ["handled", "progress"];

    /// <summary>All names, by kind and in the page's order.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Kinds.SelectMany(kind => kind.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(name => (string)name.GetRawConstantValue()!)];

    /// <summary>What stands before the dot. Nobody's custom events may begin with one of these, nor with <c>test</c>.</summary>
    public static IReadOnlySet<string> ReservedKinds { get; } =
        new HashSet<string>(All.Select(name => name[..name.IndexOf('.', StringComparison.Ordinal)]).Append("test"), StringComparer.Ordinal);

    /// <summary>Whether events of this name are kept in the database. Custom ones, of a kind that is not reserved, are.</summary>
    public static bool IsStored(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return false;
        }

        string kind = name[..dot], rest = name[(dot + 1)..];
        if (!StoredKinds.Contains(kind))
        {
            return !ReservedKinds.Contains(kind);
        }

        bool isRate = kind == "admission" && rest.StartsWith("rate_", StringComparison.Ordinal);
        return !isRate && !rest.StartsWith("before_", StringComparison.Ordinal) && !PassingThrough.Contains(rest);
    }
}
