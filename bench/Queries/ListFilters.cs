using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Core.Validation;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Bench.Queries;

/// <summary>Every filter that <c>ListTasks</c> has, with common, rare and absent values of it; and filters together.</summary>
internal static class ListFilters
{
    static readonly TaskFilter None = new(NamespaceName.Default, [], "", new Dictionary<string, string>(), "", "", null, null);
    static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    public static IReadOnlyList<(string Name, TaskFilter Filter)> Alone { get; } =
    [
        ("none", None),
        ("namespace small", None with { Namespace = "small" }),
        ("namespace absent", None with { Namespace = "absent" }),
        .. Enum.GetValues<TaskRecordStatus>().Select(s => ($"status {TaskStatusNames.Of(s)}", None with { Statuses = [s] })),
        ("statuses pending, queued, running", None with { Statuses = [Pending, Queued, Running] }),
        ("statuses skipped, resolved_manually", None with { Statuses = [Skipped, ResolvedManually] }),
        ("handler common", None with { Handler = "llm.complete" }),
        ("handler rare", None with { Handler = "http.call" }),
        ("handler absent", None with { Handler = "nobody" }),
        ("tag common", None with { Tags = Tag("team", "team-5") }),
        ("tag 1 in 200", None with { Tags = Tag("share", "77") }),
        ("tag rare", None with { Tags = Tag("rare", "true") }),
        ("tag of a batch", None with { Tags = Tag("batch", "4711") }),
        ("tag absent", None with { Tags = Tag("team", "nobody") }),
        ("correlation", None with { CorrelationId = "correlation-4711" }),
        ("correlation absent", None with { CorrelationId = "correlation-none" }),
        ("text in all", None with { SearchText = "document" }),
        ("text common", None with { SearchText = "with care" }),
        ("text rare", None with { SearchText = "quetzalcoatl" }),
        ("text absent", None with { SearchText = "ornithopter" }),
        ("text of three, absent", None with { SearchText = "zqj" }),
        ("created in one hour", None with { CreatedAfter = Now.AddDays(-40), CreatedBefore = Now.AddDays(-40).AddHours(1) }),
        ("created before 80 days", None with { CreatedBefore = Now.AddDays(-80) }),
    ];

    public static IReadOnlyList<(string Name, TaskFilter Filter)> Together { get; } =
    [
        ("handler and status", None with { Handler = "llm.complete", Statuses = [Failed] }),
        ("rare handler and status absent", None with { Handler = "http.call", Statuses = [Skipped] }),
        ("common tag and common text that never meet", None with { Tags = Tag("team", "team-5"), SearchText = "with care" }),
        ("common handler and common text that never meet", None with { Handler = "debug.echo", SearchText = "with care" }),
        ("common tag and common text that always meet", None with { Tags = Tag("team", "team-0"), SearchText = "with care" }),
        ("tag and status", None with { Tags = Tag("team", "team-4"), Statuses = [Failed] }),
        ("text and status", None with { SearchText = "document", Statuses = [Pending] }),
        ("text and days", None with { SearchText = "with care", CreatedBefore = Now.AddDays(-60) }),
        ("small namespace, tag and text", None with { Namespace = "small", Tags = Tag("team", "team-3"), SearchText = "document" }),
    ];

    static Dictionary<string, string> Tag(string key, string value) => new() { [key] = value };
}
