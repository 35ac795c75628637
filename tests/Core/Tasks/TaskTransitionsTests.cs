using System.Text.RegularExpressions;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Tests.Tasks;

/// <summary>docs/events.md is the table; the code has to be the same.</summary>
public sealed partial class TaskTransitionsTests
{
    [Fact]
    public void All_ComparedWithTheDocument_IsTheSame()
    {
        string[] documented = [.. Documented().Select(Write).Order(StringComparer.Ordinal)];
        Assert.InRange(documented.Length, 20, 40);
        Assert.Equal(documented, TaskTransitions.All.Select(Write).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void IsAllowed_EveryPair_AgreesWithTheTable()
    {
        foreach (TaskRecordStatus from in Enum.GetValues<TaskRecordStatus>())
        {
            foreach (TaskRecordStatus to in Enum.GetValues<TaskRecordStatus>())
            {
                bool anybody = Documented().Any(t => t.From == from && t.To == to && !t.OperatorOnly);
                bool somebody = Documented().Any(t => t.From == from && t.To == to);
                Assert.Equal((anybody, somebody), (TaskTransitions.IsAllowed(from, to, byOperator: false), TaskTransitions.IsAllowed(from, to, byOperator: true)));
            }
        }
    }

    [Fact]
    public void Cancellable_IsWhatHasNotEnded() =>
        Assert.Equal(Enum.GetValues<TaskRecordStatus>().Where(s => !s.IsEnd), TaskTransitions.Cancellable.Order());

    [Fact]
    public void EndEvents_AreTheFiveEnds() => Assert.Equal(
        ["task.cancelled", "task.completed", "task.failed", "task.resolved_manually", "task.skipped"],
        TaskTransitions.EndEvents.Order(StringComparer.Ordinal));

    static string Write(TaskTransition t) =>
        $"{(t.From is { } from ? TaskStatusNames.Of(from) : "-")} > {TaskStatusNames.Of(t.To)}: {t.EventName}{(t.OperatorOnly ? " (operator)" : "")}";

    static IEnumerable<TaskTransition> Documented()
    {
        string[] lines = File.ReadAllLines(Path.Combine(FindRoot(), "docs", "events.md"));
        foreach (string line in lines.SkipWhile(l => !l.StartsWith("| from | to |", StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|')))
        {
            string[] cells = [.. line.Trim('|').Split('|').Select(c => c.Trim())];
            bool operatorOnly = OperatorWords().IsMatch(cells[3]);
            string eventName = cells[2].Split(' ')[0];
            foreach (string from in cells[0].Split(',', StringSplitOptions.TrimEntries))
            {
                yield return new TaskTransition(from == "-" ? null : TaskStatusNames.Parse(from), TaskStatusNames.Parse(cells[1]), eventName, operatorOnly);
            }
        }
    }

    static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orchestrator.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests must run inside the clone");
    }

    [GeneratedRegex("^(?:operator|administrator|RerunChain only)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OperatorWords();
}
