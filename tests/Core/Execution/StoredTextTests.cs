using Orchestrator.Core.Execution;

namespace Orchestrator.Core.Tests.Execution;

public sealed class StoredTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain\n\u00e4\u20ac", "plain\n\u00e4\u20ac")]
    [InlineData("\ud83d\ude00", "\ud83d\ude00")]
    [InlineData("a\0b", "a\ufffdb")]
    public void Clean_ReplacesOnlyWhatCannotBeStored(string text, string clean) => Assert.Equal(clean, StoredText.Clean(text));

    // Not inline data: an attribute's text is UTF-8, which has no half pairs.
    [Fact]
    public void Clean_HalfOfASurrogatePair_IsReplaced()
    {
        Assert.Equal("a\ufffd", StoredText.Clean("a\ud83d"));
        Assert.Equal("\ufffdb\ud83d\ude00", StoredText.Clean("\ude00b\ud83d\ude00"));
    }
}
