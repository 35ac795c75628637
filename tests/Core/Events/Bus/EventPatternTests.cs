using Orchestrator.Core.Events.Bus;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tests.Events.Bus;

public sealed class EventPatternTests
{
    [Theory]
    [InlineData("task.completed", "task.completed", true)]
    [InlineData("task.completed", "task.completed_late", false)]
    [InlineData("task.*", "task.completed", true)]
    [InlineData("task.*", "tasks.completed", false)]
    [InlineData("task.*", "chain.completed", false)]
    [InlineData("*", "anything.at_all", true)]
    public void Matches_Name_ByNameKindOrAll(string pattern, string name, bool matches) =>
        Assert.Equal(matches, EventPattern.Parse(pattern).Matches(name));

    [Theory]
    [InlineData("")]
    [InlineData("task")]
    [InlineData("task.")]
    [InlineData(".*")]
    [InlineData("*.completed")]
    [InlineData("task.*.x")]
    [InlineData("Task.completed")]
    public void Parse_AnythingElse_NamesTheField(string pattern)
    {
        var refused = Assert.Throws<InvalidRequestException>(() => EventPattern.Parse(pattern));
        Assert.Contains($"'{pattern}'", refused.Message);
        Assert.Contains("pattern", refused.Message);
    }
}
