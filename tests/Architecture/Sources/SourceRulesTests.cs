namespace Orchestrator.Architecture.Tests.Sources;

/// <summary>Each rule on sources finds what it is for, and leaves alone what only resembles it.</summary>
public sealed class SourceRulesTests
{
    [Theory]
    [InlineData(400, false)]
    [InlineData(401, true)]
    public void TooLong_CountsLines(int lines, bool found) =>
        Assert.Equal(found, SourceRules.TooLong("core/A.cs", string.Concat(Enumerable.Repeat("x\n", lines))) is not null);

    [Theory]
    [InlineData("core/Tasks/A.cs", "namespace Orchestrator.Core.Tasks;", false)]
    [InlineData("gateway/Program.cs", "WebApplication.Run();", false)]
    [InlineData("core/Tasks/A.cs", "namespace Orchestrator.Core;", true)]
    [InlineData("core/Tasks/A.cs", "namespace Orchestrator.Core.Tasks\n{\n}", true)]
    [InlineData("core/Tasks/A.cs", "class A;", true)]
    public void WrongNamespace_WantsTheFolder(string file, string text, bool found) =>
        Assert.Equal(found, SourceRules.WrongNamespace(file, text) is not null);

    [Theory]
    [InlineData("#if AZURE\n", true)]
    [InlineData("class A\n  # elif X\n", true)]
    [InlineData("#pragma warning disable CA1000\n#region if\n", false)]
    [InlineData("// see #if in the docs", false)]
    public void ConditionalCompilation_IsADirective(string text, bool found) =>
        Assert.Equal(found, SourceRules.ConditionalCompilation("gateway/A.cs", text) is not null);

    [Theory]
    [InlineData("see ../shared/schema.md", true)]
    [InlineData("cd /work/somewhere", true)]
    [InlineData("/root/.nuget", true)]
    [InlineData("path=/home/ann/src", true)]
    [InlineData("a claim, DESIGN 2.7", true)]
    [InlineData("(see DESIGN section 4)", true)]
    [InlineData("\"resolved\": \"https://packages.example.com/npm/a.tgz\"", true)]
    [InlineData("<add key=\"inner\" value=\"https://packages.example.com/v3/index.json\" />", true)]
    [InlineData("\"resolved\": \"https://registry.npmjs.org/a/-/a-1.0.0.tgz\"", false)]
    [InlineData("WORKDIR /home/site/wwwroot", false)]
    [InlineData("/home/linuxbrew/.linuxbrew/opt", false)]
    [InlineData("A DESIGN of its own", false)]
    [InlineData("tests/work/x and $(Root)/work/x and ../docs/schema.md", false)]
    public void ReachesOutside_FindsWhatACloneDoesNotHave(string text, bool found) =>
        Assert.Equal(found, SourceRules.ReachesOutside("a.md", text) is not null);

    [Fact]
    public void DocumentLinks_AreFoundAndResolvedFromTheirFile()
    {
        string markdown = "[a](docs/events.md#names) ![b](missing.png) [c](https://example.com) [d](#here)";

        Assert.Equal(["docs/events.md#names", "missing.png"], DocumentLinks.In(markdown));
        Assert.True(DocumentLinks.Exists("STYLE.md", "docs/events.md#names"));
        Assert.False(DocumentLinks.Exists("STYLE.md", "missing.png"));
    }
}
