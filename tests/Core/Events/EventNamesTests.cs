using System.Text.RegularExpressions;
using Orchestrator.Core.Events;
using Orchestrator.Tests.Support;

namespace Orchestrator.Core.Tests.Events;

public sealed partial class EventNamesTests
{
    [Fact]
    public void All_Names_AreThePages()
    {
        string page = File.ReadAllText(Path.Combine(CloneRoot.Path, "docs", "events.md"));
        string[] names =
        [
            .. Kinds().Matches(page[page.IndexOf("## Names", StringComparison.Ordinal)..])
                .SelectMany(kind => kind.Groups["names"].Value.Split(", ").Select(name => $"{kind.Groups["kind"].Value}.{name.Trim()}")),
        ];

        Assert.Equal(116, names.Length);
        Assert.Equal(names, EventNames.All);
    }

    [Theory]
    [InlineData("task.completed", true)]
    [InlineData("task.before_handle", false)]
    [InlineData("task.handled", false)]
    [InlineData("chain.progress", false)]
    [InlineData("admission.rate_reserved", false)]
    [InlineData("admission.budget_exceeded", true)]
    [InlineData("cache.hit", false)]
    [InlineData("test.anything", false)]
    [InlineData("billing.invoice_made", true)]
    [InlineData("nothing", false)]
    public void IsStored_Name_IsAsThePageSays(string name, bool isStored) => Assert.Equal(isStored, EventNames.IsStored(name));

    [GeneratedRegex(@"\*\*(?<kind>\w+)\*\* \(\d+\): (?<names>[^*\n;]+)", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Kinds();
}
