using Orchestrator.Core.Tasks.Work;

namespace Orchestrator.Core.Tests.Tasks.Work;

public sealed class RelativePathTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("a/b/../../c", true)]
    [InlineData("./a", true)]
    [InlineData("..a", true)]
    [InlineData("/a", false)]
    [InlineData("\\a", false)]
    [InlineData("C:\\a", false)]
    [InlineData("..", false)]
    [InlineData("a/../../b", false)]
    [InlineData("a\\..\\..\\b", false)]
    public void StaysInside_ByItsText_IsJudged(string path, bool stays) => Assert.Equal(stays, RelativePath.StaysInside(path));
}
