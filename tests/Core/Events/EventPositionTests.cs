using Orchestrator.Core.Events;

namespace Orchestrator.Core.Tests.Events;

public sealed class EventPositionTests
{
    [Fact]
    public void Order_IsByTransactionThenId()
    {
        EventPosition[] ordered = [EventPosition.Start, new(1, 9), new(2, 1), new(2, 2), new(ulong.MaxValue, 0)];
        Assert.Equal(ordered, ordered.Reverse().Order());
        Assert.All(ordered, p => Assert.True(EventPosition.TryParse($"{p}", out EventPosition read) && read == p));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("-1")]
    [InlineData("1-")]
    [InlineData("1--2")]
    [InlineData("+1-2")]
    [InlineData("18446744073709551616-1")]
    public void TryParse_AnythingElse_IsFalse(string text) => Assert.False(EventPosition.TryParse(text, out _));
}
