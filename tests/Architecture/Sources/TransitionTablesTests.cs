namespace Orchestrator.Architecture.Tests.Sources;

public sealed class TransitionTablesTests
{
    const string Table = """
        | from | to | event | who |
        |---|---|---|---|
        | - | pending | task.created | create |
        | pending, queued | failed | task.failed (warnings > 0) | the starter refused it |
        | completed | cancelled | task.cancelled | administrator only |
        """;

    [Fact]
    public void TheDiagram_DrawsTheTransitionsOfTheTable() => Assert.Equal(
        Ordered(TransitionTables.FromTable(Checkout.ReadText("docs/events.md")!)),
        Ordered(TransitionTables.FromDiagram(Checkout.ReadText("docs/lifecycle.md")!)));

    [Fact]
    public void FromTable_ReadsEachStatusOfARowAndLeavesTheAdministratorsOut() => Assert.Equal(
        [new("-", "pending", "task.created"), new("pending", "failed", "task.failed"), new("queued", "failed", "task.failed")],
        TransitionTables.FromTable(Table));

    [Fact]
    public void FromDiagram_ReadsArrowsWithAnEvent() => Assert.Equal(
        [new("-", "pending", "task.created"), new("pending", "failed", "task.failed")],
        TransitionTables.FromDiagram("  [*] --> pending: task.created\n  pending --> failed: task.failed\n  failed --> [*]\n"));

    static IEnumerable<DocumentedTransition> Ordered(IEnumerable<DocumentedTransition> transitions) =>
        transitions.OrderBy(transition => transition.ToString(), StringComparer.Ordinal);
}
