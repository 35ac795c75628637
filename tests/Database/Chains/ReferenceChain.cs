using Orchestrator.Core.Tasks;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Database.Tests.Chains;

/// <summary>What docs/schema.md says of chains, written down a second time and as plainly as can be.</summary>
static class ReferenceChain
{
    /// <param name="tasks">A task's status, and whether it ended with warnings: a failure that was tolerated counts as one.</param>
    public static TaskRecordStatus Status(IReadOnlyCollection<(TaskRecordStatus Status, bool Warnings)> tasks)
    {
        if (tasks.Any(t => t.Status is Queued or Running))
        {
            return Running;
        }

        if (tasks.All(t => t.Status == Pending))
        {
            return Pending;
        }

        return tasks.Any(t => t.Status == Pending) ? Running
            : tasks.Any(t => t.Status == Failed) ? Failed
            : tasks.Any(t => t.Status == Cancelled) ? Cancelled
            : tasks.Any(t => t.Status == CompletedWithWarnings || (t.Status == Skipped && t.Warnings)) ? CompletedWithWarnings
            : Completed;
    }

    /// <summary>The table of docs/chains.md, row by row; <c>?</c> where an expression decides.</summary>
    public static string Verdict(string condition, bool needsOutput, TaskRecordStatus parent, bool willRetry)
    {
        int column = Array.IndexOf(["on_success", "on_failure", "always", "expression"], condition);
        string[] row = parent switch
        {
            Completed or CompletedWithWarnings or ResolvedManually => ["runs", "is skipped", "runs", "?"],
            Skipped when needsOutput => ["is skipped", "is skipped", "is skipped", "is skipped"],
            Skipped => ["runs", "is skipped", "runs", "is skipped"],
            Failed when !willRetry => ["is blocked", "runs", "runs", "is blocked"],
            Cancelled => ["is blocked", "is blocked", "runs", "is blocked"],
            _ => ["waits", "waits", "waits", "waits"],
        };
        return row[column];
    }

    /// <summary>Levels by trying every order: 0 for a root, else one more than the highest parent.</summary>
    public static int[] Levels(int count, IReadOnlyCollection<(int Parent, int Child)> edges)
    {
        int[] levels = new int[count];
        for (int round = 0; round < count; round++)
        {
            foreach ((int parent, int child) in edges)
            {
                levels[child] = Math.Max(levels[child], levels[parent] + 1);
            }
        }

        return levels;
    }

    /// <summary>A graph without cycles: every edge leads to a higher number.</summary>
    public static List<(int Parent, int Child)> RandomEdges(Random random, int count, double density) =>
    [
        .. from child in Enumerable.Range(0, count)
           from parent in Enumerable.Range(0, child)
           where random.NextDouble() < density
           select (parent, child),
    ];
}
