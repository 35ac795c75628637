using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Tests.Tasks;

/// <summary>The table of transitions in <c>docs/events.md</c>, one entry per pair and event.</summary>
/// <param name="From">Null: the task's creation.</param>
sealed record DocumentedTransition(TaskRecordStatus? From, TaskRecordStatus To, string Event, bool OperatorOnly)
{
    // Rows whose "who" is one of these begin with a person's wish.
    static readonly string[] OperatorWords = ["operator", "administrator", "RerunChain"];

    public static IReadOnlyList<DocumentedTransition> ReadAll(string heading = "## Transitions of tasks and jobs") =>
    [
        .. from line in Docs.Read("events.md").Split('\n').SkipWhile(l => l != heading)
               .SkipWhile(l => !l.StartsWith("| from ", StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|'))
           let cells = line.Trim('|').Split('|', StringSplitOptions.TrimEntries)
           from source in cells[0].Split(',', StringSplitOptions.TrimEntries)
           from target in cells[1].Split(',', StringSplitOptions.TrimEntries)
           select new DocumentedTransition(
               source == "-" ? null : Status(source),
               Status(target),
               cells[2].Split(' ')[0],
               OperatorWords.Any(w => cells[3].StartsWith(w, StringComparison.Ordinal))),
    ];

    static TaskRecordStatus Status(string word) => Enum.Parse<TaskRecordStatus>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
