using System.Runtime.CompilerServices;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Planning;

/// <summary><see cref="EdgeRule"/> for every edge and every state of a parent, written out once: a pass over a chain's edges only looks up.</summary>
static class EdgeTable
{
    const int Kinds = 8;
    const int States = 32;
    const int FirstExpression = (int)EdgeCondition.Expression * 2;
    static readonly EdgeVerdict[] Verdicts = WriteOut();

    /// <returns>The number by which <see cref="Judge"/> knows such an edge.</returns>
    public static byte KindOf(EdgeCondition condition, bool needsOutput) => (byte)(((int)condition * 2) + (needsOutput ? 1 : 0));

    public static bool IsExpression(byte kind) => kind >= FirstExpression;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EdgeVerdict Judge(byte kind, NodeState parent, bool expressionHolds) => Verdicts[PlaceOf(kind, parent, expressionHolds)];

    static int PlaceOf(int kind, NodeState parent, bool expressionHolds) =>
        ((kind + (expressionHolds ? Kinds : 0)) * States) + ((int)parent.Status * 2) + (parent.WillRetry ? 1 : 0);

    static EdgeVerdict[] WriteOut()
    {
        var verdicts = new EdgeVerdict[2 * Kinds * States];
        foreach (EdgeCondition condition in Enum.GetValues<EdgeCondition>())
        foreach (TaskRecordStatus status in Enum.GetValues<TaskRecordStatus>())
        foreach ((bool needsOutput, bool willRetry, bool holds) in Flags())
        {
            var parent = new NodeState(status, willRetry);
            verdicts[PlaceOf(KindOf(condition, needsOutput), parent, holds)] = EdgeRule.Judge(condition, needsOutput, parent, holds);
        }

        return verdicts;
    }

    static IEnumerable<(bool NeedsOutput, bool WillRetry, bool Holds)> Flags() =>
        from bits in Enumerable.Range(0, 8) select ((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
}
