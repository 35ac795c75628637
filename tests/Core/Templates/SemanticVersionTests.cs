using Orchestrator.Core.Templates;

namespace Orchestrator.Core.Tests.Templates;

public sealed class SemanticVersionTests
{
    // The order of https://semver.org/#spec-item-11, and numbers as numbers.
    static readonly string[] InOrder =
    [
        "0.9.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0",
        "1.9.0", "1.10.0", "2.0.0-rc.99999999999999999999", "2.0.0",
    ];

    [Fact]
    public void Order_IsThatOfPrecedence()
    {
        string[] shuffled = [.. InOrder.OrderBy(v => v.GetHashCode(StringComparison.Ordinal) % 7)];

        Assert.Equal(InOrder, shuffled.Select(v => SemanticVersion.TryParse(v)!).Order(SemanticVersion.Order).Select(v => v.Text));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("01.2.3")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3-01")]
    [InlineData("1.2.3-a..b")]
    [InlineData("v1.2.3")]
    [InlineData("1.2.3 ")]
    [InlineData("1.2.3\n")]
    [InlineData("12345678901.0.0")]
    public void TryParse_OfWhatIsNone_GivesNull(string text) => Assert.Null(SemanticVersion.TryParse(text));

    [Theory]
    [InlineData("1.10.0", "1.9.0", "1.10.0", "2.0.0-rc.1")]
    [InlineData("2.0.0-rc.2", "2.0.0-rc.1", "2.0.0-rc.2")]
    public void LatestOf_PrefersReleases(string latest, params string[] versions) => Assert.Equal(latest, SemanticVersion.LatestOf(versions));

    [Fact]
    public void LatestOf_Nothing_IsNothing() => Assert.Null(SemanticVersion.LatestOf([]));
}
