using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Planning;
using Orchestrator.Core.Tasks;
using Orchestrator.Tests.Support;

namespace Orchestrator.Core.Tests.Chains.Planning;

public sealed class ChainPlanTests
{
    [Fact]
    public void Constructor_ACycle_IsNamed() => AssertRefused(
        "the edges make a cycle: a -> b -> a", ["a", "b"], [new("a", "b"), new("b", "a")]);

    [Fact]
    public void Constructor_AKeyTwice_IsNamed() => AssertRefused("node a is there twice", ["a", "a"], []);

    [Fact]
    public void Constructor_AnEdgeTwice_IsNamed() => AssertRefused(
        "the edge from a to b is there twice", ["a", "b"], [new("a", "b"), new("a", "b", EdgeCondition.Always)]);

    [Fact]
    public void Constructor_AnEdgeToAnAbsentNode_IsNamed() => AssertRefused("there is no node c", ["a"], [new("a", "c")]);

    [Fact]
    public void Constructor_NoTaskAtATime_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new ChainPlan([new("a")], [], new PlanOptions(MaxParallel: 0)));

    /// <summary>The table of docs/chains.md, read from the page.</summary>
    [Fact]
    public void Judge_EveryEndAndCondition_FollowsThePage()
    {
        string[] lines = File.ReadAllLines(Path.Combine(CloneRoot.Path, "docs", "chains.md"));
        string[][] rows = [.. lines.SkipWhile(l => !l.StartsWith("| the parent is |", StringComparison.Ordinal)).TakeWhile(l => l.StartsWith('|'))
            .Select(l => l.Trim('|').Split('|', StringSplitOptions.TrimEntries))];
        EdgeCondition[] conditions = [EdgeCondition.OnSuccess, EdgeCondition.OnFailure, EdgeCondition.Always, EdgeCondition.Expression];
        Assert.Equal(conditions.Select(ChainWords.Of), rows[0][1..]);
        int judged = 0;
        foreach (string[] row in rows[2..])
        {
            foreach (string status in row[0].Split(',', StringSplitOptions.TrimEntries))
            {
                for (int i = 0; i < conditions.Length; i++)
                {
                    var parent = new NodeState(TaskStatusNames.Parse(status));
                    string[] words = row[i + 1].Split(" / ");
                    Assert.Equal(words[0], Word(EdgeRule.Judge(conditions[i], needsOutput: false, parent, expressionHolds: true)));
                    // The second word: when the expression does not hold, or the output that is mapped is not there.
                    bool expression = conditions[i] == EdgeCondition.Expression;
                    Assert.Equal(words[^1], Word(EdgeRule.Judge(conditions[i], needsOutput: !expression, parent, expressionHolds: !expression)));
                    judged++;
                }
            }
        }

        Assert.Equal(Enum.GetValues<TaskRecordStatus>().Length * conditions.Length, judged);
    }

    static string Word(EdgeVerdict verdict) => verdict switch
    {
        EdgeVerdict.Waiting => "waits",
        EdgeVerdict.Accepted => "runs",
        EdgeVerdict.Declined => "is skipped",
        _ => "is blocked",
    };

    static void AssertRefused(string message, string[] nodes, PlanEdge[] edges) => Assert.StartsWith(
        message,
        Assert.Throws<ArgumentException>(() => new ChainPlan([.. nodes.Select(key => new PlanNode(key))], edges, new PlanOptions())).Message,
        StringComparison.Ordinal);
}
