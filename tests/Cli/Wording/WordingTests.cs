using Orchestrator.Cli.Wording;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tests.Wording;

public sealed class WordingTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("5s", 5)]
    [InlineData("2m", 120)]
    [InlineData("1.5h", 5400)]
    [InlineData("365d", 31_536_000)]
    public void Parse_Duration_ReadsItsUnit(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), DurationText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("1e9d")]
    [InlineData("99999999999d")]
    public void Parse_NoDuration_SaysWhatIsExpected(string text) =>
        Assert.Contains("500ms, 5s", Assert.Throws<FormatException>(() => DurationText.Parse(text)).Message);

    [Fact]
    public void Of_Status_IsTheDocumentedWordAndParsesBack()
    {
        Assert.Equal("completed_with_warnings", WordText.Of(V1.TaskStatus.CompletedWithWarnings));
        Assert.DoesNotContain("unspecified", WordText.All<V1.TaskStatus>());
        Assert.All(WordText.All<V1.TaskStatus>(), word => Assert.Equal(word, WordText.Of(WordText.Parse<V1.TaskStatus>(word))));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{")]
    [InlineData("{\"a\":1} x")]
    public void ParseObject_NoObject_Refuses(string json) => Assert.Throws<FormatException>(() => JsonText.ParseObject(json));
}
