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

    public static EdgeCondition ConditionOf(byte kind) => (EdgeCondition)(kind / 2);

    public static bool IsExpression(byte kind) => kind >= FirstExpression;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EdgeVerdict Judge(byte kind, NodeState parent, bool expressionHolds) => Verdicts[PlaceOf(kind, parent, expressionHolds)];

    static int PlaceOf(int kind, NodeState parent, bool expressionHolds) =>
        ((kind + (expressionHolds ? Kinds : 0)) * States) + ((int)parent.Status * 2) + (parent.WillRetry ? 1 : 0);

    static EdgeVerdict[] WriteOut()
    {
        var verdicts = new EdgeVerdict[2 * Kinds * States];
        foreach ((EdgeCondition condition, TaskRecordStatus status, int flags) in Cases())
        {
            (bool needsOutput, bool holds) = ((flags & 1) != 0, (flags & 2) != 0);
            var parent = new NodeState(status, WillRetry: (flags & 4) != 0);
            verdicts[PlaceOf(KindOf(condition, needsOutput), parent, holds)] = EdgeRule.Judge(condition, needsOutput, parent, holds);
        }

        return verdicts;
    }

    static IEnumerable<(EdgeCondition Condition, TaskRecordStatus Status, int Flags)> Cases() =>
        from condition in Enum.GetValues<EdgeCondition>()
        from status in Enum.GetValues<TaskRecordStatus>()
        from flags in Enumerable.Range(0, 8)
        select (condition, status, flags);
}
