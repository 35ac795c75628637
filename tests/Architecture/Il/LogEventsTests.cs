namespace Orchestrator.Architecture.Tests.Il;

public sealed class LogEventsTests
{
    [Fact]
    public void LogEvents_OfAllProjects_HaveIdsOfTheirOwnInOneClassPerProject() => Violations.AssertNone(
        "A log event is found by its id.", LogEvents.Violations(LogEvents.In(ProductionAssemblies.All.SelectMany(Code.TypesOf))));

    [Fact]
    public void In_ReadsIdsHoweverTheyAreGiven() => Assert.Equal(
        [("One", 100), ("Two", 101), ("OneAgain", 100), ("Unnumbered", 0), ("Elsewhere", 102)],
        Fixtures.Select(log => (log.Name, log.Id)));

    [Theory]
    [InlineData("id used twice: 100 ")]
    [InlineData("Unnumbered has no id")]
    [InlineData("Elsewhere is not in a class named")]
    [InlineData("has more than one log class")]
    public void Rule_OnEachFault_NamesIt(string fault) =>
        Assert.Contains(LogEvents.Violations(Fixtures), violation => violation.Contains(fault, StringComparison.Ordinal));

    [Fact]
    public void Rule_OnANameUsedTwice_NamesIt() => Assert.Contains(
        LogEvents.Violations([new LogEvent("A", "A.ALog", "Started", 1), new LogEvent("A", "A.ALog", "Started", 2)]),
        violation => violation.StartsWith("name used twice", StringComparison.Ordinal));

    static IReadOnlyList<LogEvent> Fixtures => LogEvents.In(ProductionAssemblies.Fixtures("Il.Fixtures.Logs"));
}
