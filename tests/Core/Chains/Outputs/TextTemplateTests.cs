using Orchestrator.Core.Chains.Outputs;

namespace Orchestrator.Core.Tests.Chains.Outputs;

public sealed class TextTemplateTests
{
    [Theory]
    [InlineData("Hello {{name}}!", "Hello Ada!")]
    [InlineData("{{ name }}", "Ada")]
    [InlineData("{{{name}}}", "{Ada}")]
    [InlineData("\\{{name}}", "{{name}}")]
    [InlineData("\\\\{{name}}", "\\Ada")]
    [InlineData("\\\\\\{{name}}", "\\{{name}}")]
    [InlineData("a \\ b \\{ c } {d} }}", "a \\ b \\{ c } {d} }}")]
    [InlineData("{{name}}{{name}}", "AdaAda")]
    [InlineData("{{injected}}", "{{name}}")]
    [InlineData("", "")]
    public void Render_ATemplate_IsTheText(string text, string expected)
    {
        List<Placeholder> missing = [];
        Assert.Equal(expected, Parse(text).Render(ValueOf, missing));
        Assert.Empty(missing);
    }

    [Fact]
    public void Render_WithoutAValue_NamesThePlaceholderAndLeavesIt()
    {
        List<Placeholder> missing = [];
        Assert.Equal("Ada and {{other.x}}", Parse("{{name}} and {{ other.x }}").Render(ValueOf, missing));
        Assert.Equal(["other.x"], missing.Select(p => p.Text));
    }

    [Theory]
    [InlineData("{{", 1)]
    [InlineData("ab {{na me}}", 4)]
    [InlineData("{{name}", 1)]
    [InlineData("{{1x}}", 1)]
    [InlineData("{{{ name", 2)]
    [InlineData("\\\\{{ ", 3)]
    public void TryParse_BracesThatOpenNoPlaceholder_AreAnError(string text, int position)
    {
        Assert.False(TextTemplate.TryParse(text, out _, out string? error));
        Assert.Contains($"at character {position} ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Placeholders_AreNamedOnceInOrder() =>
        Assert.Equal(["b.c", "a"], Parse("{{b.c}} {{a}} {{b.c}}").Placeholders.Select(p => p.Text));

    /// <summary>Binding some values and rendering the rest later is the same as rendering all at once, whatever the values are.</summary>
    [Fact]
    public void Bind_AnyValues_ThenRenderTheRest_IsAsRenderingAtOnce()
    {
        const string Letters = "{{{{}\\\\a";
        var random = new Random(11);
        string AnyText() => string.Concat(Enumerable.Range(0, random.Next(7)).Select(_ => Letters[random.Next(Letters.Length)]));
        for (int round = 0; round < 20_000; round++)
        {
            string before = AnyText(), a = AnyText(), b = AnyText();
            Assert.Equal(before, Parse(TextTemplate.Escape(before)).Render(_ => null, []));
            string text = TextTemplate.Escape(before) + (random.Next(2) == 0 ? " {{a}}{{b}}" : " {{b}}{{a}}{{b}}");
            string? Early(Placeholder p) => p.Name == "a" ? a : null;
            string? All(Placeholder p) => p.Name == "a" ? a : b;
            string bound = Parse(text).Bind(Early);
            Assert.DoesNotContain(Parse(bound).Placeholders, p => p.Name != "b");
            Assert.Equal(Parse(text).Render(All, []), Parse(bound).Render(p => p.Name == "b" ? b : null, []));
        }
    }

    /// <summary>Texts of braces and backslashes before, between and after placeholders survive being written as a template.</summary>
    [Fact]
    public void Bind_LiteralsBesidePlaceholders_StayWhatTheyAre()
    {
        const string Letters = "{{\\}a";
        var random = new Random(12);
        string AnyText() => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Letters[random.Next(Letters.Length)]));
        for (int round = 0; round < 20_000; round++)
        {
            string x = AnyText(), y = AnyText(), z = AnyText();
            string bound = Parse("{{x}}{{keep}}{{y}}{{keep}}{{z}}").Bind(p => p.Name switch { "x" => x, "y" => y, "z" => z, _ => null });
            Assert.Equal($"{x}!{y}!{z}", Parse(bound).Render(_ => "!", []));
        }
    }

    static string? ValueOf(Placeholder placeholder) => placeholder.Text switch { "name" => "Ada", "injected" => "{{name}}", _ => null };

    static TextTemplate Parse(string text)
    {
        Assert.True(TextTemplate.TryParse(text, out TextTemplate? template, out string? error), $"{text}: {error}");
        return template;
    }
}
