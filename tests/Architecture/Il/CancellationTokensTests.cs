namespace Orchestrator.Architecture.Tests.Il;

public sealed class CancellationTokensTests
{
    [Fact]
    public void AsyncMethods_TakeATokenLastAndWithoutADefault() => Violations.AssertNone(
        "A token with a default is one that gets forgotten.",
        CancellationTokens.Violations(ProductionAssemblies.Own.SelectMany(Code.TypesOf)));

    [Fact]
    public void Rule_OnEachFault_NamesIt()
    {
        string[] expected =
        [
            "DefaultAsync: cancellationToken has a default",
            "FirstAsync: its CancellationToken is not last",
            "ForgottenAsync: it takes no CancellationToken",
            "NoneAsync: it takes no CancellationToken",
            "NotAsyncAtAll: cancellationToken has a default",
        ];

        IEnumerable<string> found = CancellationTokens.Violations(ProductionAssemblies.Fixtures("Il.Fixtures.Tokens"));

        Assert.Equal(expected, found.Select(line => line.Split('.')[^1]).Order(StringComparer.Ordinal));
    }
}
