using Orchestrator.Core.Execution;

namespace Orchestrator.Core.Tests.Execution;

public sealed class TextSplitterTests
{
    [Theory]
    [InlineData("", 10, "")]
    [InlineData("short", 10, "short")]
    [InlineData("one. two. three", 10, "one. two. |three")]
    [InlineData("first\n\nsecond line\nthird", 20, "first\n\nsecond line\n|third")]
    [InlineData("aaaaaaaaaaaa", 5, "aaaaa|aaaaa|aa")]
    [InlineData("a bbbbbbbbbb", 6, "a bbbb|bbbbbb")]
    [InlineData("abc\U0001F600def", 4, "abc|\U0001F600de|f")]
    public void Split_CutsWhereAReaderPauses(string text, int max, string parts) =>
        Assert.Equal(parts, string.Join('|', TextSplitter.Split(text, max)));

    [Fact]
    public void Split_OfAnyText_LosesNothingAndKeepsTheLimit()
    {
        var random = new Random(7);
        for (int i = 0; i < 500; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(200)).Select(_ => "ab .!\n\U0001F600"[random.Next(6)]));
            int max = random.Next(1, 40);

            IReadOnlyList<string> parts = TextSplitter.Split(text, max);

            Assert.Equal(text, string.Concat(parts));
            Assert.All(parts, part => Assert.InRange(part.Length, 0, max));
            Assert.True(parts.Count == 1 || parts.All(part => part.Length > 0));
        }
    }
}
