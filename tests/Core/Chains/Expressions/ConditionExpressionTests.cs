using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Expressions;

namespace Orchestrator.Core.Tests.Chains.Expressions;

public sealed class ConditionExpressionTests
{
    const string Document = """
        {
          "text": "An urgent note",
          "json": { "label": "urgent", "score": 0.75, "tags": ["a", "b"], "ok": true, "none": null, "and": 1, "a/b": { "c d": [10, 20] } },
          "data": { "id": 9007199254740993, "count": 3 }
        }
        """;

    [Theory]
    [InlineData("json.label == 'urgent'", true)]
    [InlineData("json.label == \"urgent\"", true)]
    [InlineData("json.label != 'urgent'", false)]
    [InlineData("/json/label == 'urgent'", true)]
    [InlineData("json.score >= 0.75 and json.score < 1", true)]
    [InlineData("json.score > 0.75", false)]
    [InlineData("json.score == 75e-2", true)]
    [InlineData("data.id == 9007199254740993", true)]
    [InlineData("data.id == 9007199254740992", false)]
    [InlineData("json.ok", true)]
    [InlineData("not json.ok", false)]
    [InlineData("!json.ok || json.label == 'urgent'", true)]
    [InlineData("json.tags contains 'a'", true)]
    [InlineData("'c' in json.tags", false)]
    [InlineData("'c' not in json.tags", true)]
    [InlineData("json.label in ['urgent', 'high']", true)]
    [InlineData("json.tags == ['a', 'b']", true)]
    [InlineData("text contains 'urgent'", true)]
    [InlineData("json contains 'score'", true)]
    [InlineData("exists json.none and json.none == null", true)]
    [InlineData("exists(json.none)", true)]
    [InlineData("exists json.missing", false)]
    [InlineData("not exists json.missing", true)]
    [InlineData("json['a/b']['c d'][1] == 20", true)]
    [InlineData("/json/a~1b == 1", false)]
    [InlineData("json.and == 1", true)]
    [InlineData("true", true)]
    [InlineData("null", false)]
    [InlineData("json.label == 'x' or json.score < 1 and json.ok", true)]
    [InlineData("(json.label == 'x' or json.score < 1) and not json.ok", false)]
    [InlineData("'Zebra' < 'apple'", true)]
    [InlineData("'it\\'s' == \"it's\"", true)]
    public void IsSatisfiedBy_AWholeDocument_IsAsWritten(string text, bool expected) =>
        Assert.Equal(expected, Parse(text).IsSatisfiedBy(JsonNode.Parse(Document)));

    /// <summary>A failed look-up, or a question that makes no sense, is not satisfied: neither itself nor its negation.</summary>
    [Theory]
    [InlineData("json.missing == 1")]
    [InlineData("json.missing != 1")]
    [InlineData("json.tags[7] == 'a'")]
    [InlineData("json.tags[-1] == 'a'", true)]
    [InlineData("json.label < 3")]
    [InlineData("json.label")]
    [InlineData("json.missing in ['a']")]
    [InlineData("'a' in [json.missing]")]
    [InlineData("json.score contains 1")]
    [InlineData("json.ok and json.missing")]
    [InlineData("not json.ok or json.missing == 1")]
    public void IsSatisfiedBy_WhatCannotBeTold_NeitherHoldsNorItsNegation(string text, bool isNoExpression = false)
    {
        if (isNoExpression)
        {
            Assert.False(ConditionExpression.TryParse(text, out _, out _));
            return;
        }

        Assert.False(Parse(text).IsSatisfiedBy(JsonNode.Parse(Document)));
        Assert.False(Parse($"not ({text})").IsSatisfiedBy(JsonNode.Parse(Document)));
    }

    [Theory]
    [InlineData("json.missing == 1 or true", true)]
    [InlineData("json.missing == 1 and false", false)]
    [InlineData("not (json.missing == 1 and false)", true)]
    public void IsSatisfiedBy_WhatIsDecidedWithoutTheMissing_IsDecided(string text, bool expected) =>
        Assert.Equal(expected, Parse(text).IsSatisfiedBy(JsonNode.Parse(Document)));

    [Theory]
    [InlineData("", 1, "a value is missing")]
    [InlineData("json.label =", 12, "write '=='")]
    [InlineData("json.label ==", 14, "a value is missing")]
    [InlineData("json.label == 'x", 15, "no closing '")]
    [InlineData("(json.ok", 9, "')' is expected here, not the end")]
    [InlineData("json.ok json.label", 9, "'json' is not expected here")]
    [InlineData("json. == 1", 7, "a name is expected after the dot")]
    [InlineData("json.tags[x]", 11, "an index or a name in quotes")]
    [InlineData("1 == 01", 6, "01 is no number")]
    [InlineData("1 == 1x", 6, "this is no number")]
    [InlineData("1 == 1e999", 6, "1e999 is no number")]
    [InlineData("exists 'a'", 8, "needs a path")]
    [InlineData("/a~2 == 1", 1, "no JSON pointer")]
    [InlineData("json.ok & true", 9, "'&' has no meaning")]
    [InlineData("['a' 'b'] == 1", 6, "',' is expected here")]
    [InlineData("json.ok == true == true", 17, "'==' is not expected here")]
    public void TryParse_WhatIsNoExpression_NamesThePosition(string text, int position, string message)
    {
        Assert.False(ConditionExpression.TryParse(text, out _, out ExpressionError? error));
        Assert.Equal(position, error.Position);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('(')]
    [InlineData('!')]
    [InlineData('[')]
    public void TryParse_TooDeep_IsAnErrorAndNoOverflow(char c)
    {
        Assert.False(ConditionExpression.TryParse(new string(c, 1_999), out _, out ExpressionError? error));
        Assert.Contains("levels", error.Message, StringComparison.Ordinal);
        Assert.False(ConditionExpression.TryParse(new string('1', ConditionExpression.MaxLength + 1), out _, out _));
    }

    /// <summary>Texts put together from pieces of the language, most of them wrong: parsing and evaluating never throw.</summary>
    [Fact]
    public void TryParse_AnyText_NeverThrowsAndWhatParsesNeverThrowsEither()
    {
        string[] pieces = ["json", ".", "label", "[", "]", "0", "'a'", "==", "<", "and", "or", "not", "in", "contains", "exists", "(", ")", ",", "/json/tags/0", "-1.5e3", "true", "null", " ", "\"", "é"];
        JsonNode?[] documents = [JsonNode.Parse(Document), null, JsonNode.Parse("[1,[2]]"), JsonNode.Parse("\"text\""), JsonNode.Parse("{\"json\": {\"label\": [1, null]}}")];
        var random = new Random(7);
        int parsed = 0;
        for (int round = 0; round < 50_000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)] + (random.Next(2) == 0 ? " " : "")));
            if (ConditionExpression.TryParse(text, out ConditionExpression? expression, out ExpressionError? error))
            {
                parsed++;
                Assert.All(documents, document => expression.IsSatisfiedBy(document));
            }
            else
            {
                Assert.InRange(error.Position, 1, text.Length + 1);
            }
        }

        Assert.InRange(parsed, 1_000, 40_000);
    }

    static ConditionExpression Parse(string text)
    {
        Assert.True(ConditionExpression.TryParse(text, out ConditionExpression? expression, out ExpressionError? error), $"{text}: {error}");
        return expression;
    }
}
