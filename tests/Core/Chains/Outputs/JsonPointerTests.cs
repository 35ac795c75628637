using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Expressions;
using Orchestrator.Core.Chains.Outputs;

namespace Orchestrator.Core.Tests.Chains.Outputs;

public sealed class JsonPointerTests
{
    // RFC 6901, section 5.
    const string Document = """{"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8}""";

    [Theory]
    [InlineData("/foo/0", "\"bar\"")]
    [InlineData("/", "0")]
    [InlineData("/a~1b", "1")]
    [InlineData("/c%d", "2")]
    [InlineData("/e^f", "3")]
    [InlineData("/g|h", "4")]
    [InlineData("/i\\j", "5")]
    [InlineData("/k\"l", "6")]
    [InlineData("/ ", "7")]
    [InlineData("/m~0n", "8")]
    [InlineData("/foo", "[\"bar\",\"baz\"]")]
    [InlineData("/foo/2", null)]
    [InlineData("/foo/-", null)]
    [InlineData("/foo/00", null)]
    [InlineData("/foo/0/x", null)]
    [InlineData("/bar", null)]
    public void Walk_TheExamplesOfTheRfc_AreFound(string pointer, string? expected)
    {
        Assert.True(JsonPointer.TryParse(pointer, out IReadOnlyList<string>? steps));
        Found found = JsonPointer.Walk(JsonNode.Parse(Document), steps);
        Assert.Equal(expected, found.IsFound ? found.Value!.ToJsonString() : null);
    }

    [Fact]
    public void Walk_TheEmptyPointer_IsTheDocument()
    {
        Assert.True(JsonPointer.TryParse("", out IReadOnlyList<string>? steps));
        Assert.Equal(new Found(IsFound: true, null), JsonPointer.Walk(null, steps));
    }

    [Theory]
    [InlineData("foo")]
    [InlineData("/a~")]
    [InlineData("/a~2")]
    public void TryParse_WhatIsNoPointer_IsRefused(string pointer) => Assert.False(JsonPointer.TryParse(pointer, out _));
}
