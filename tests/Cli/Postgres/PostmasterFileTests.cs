using Orchestrator.Cli.Postgres;
using Orchestrator.Cli.Tests.Support;

namespace Orchestrator.Cli.Tests.Postgres;

public sealed class PostmasterFileTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("12\n/data\n1700000000\n", false)]
    [InlineData("12\n/data\n1700000000\n5432\n", true)]
    [InlineData("x\n/data\n1700000000\n5432\n", false)]
    public async Task ReadAsync_File_ReadsOnlyAWholeOne(string? content, bool whole)
    {
        await using var home = new TempHome();
        if (content is not null)
            await File.WriteAllTextAsync(PostmasterFile.PathIn(home.Path), content);

        PostmasterFile? file = await PostmasterFile.ReadAsync(home.Path, default);

        Assert.Equal(whole ? new PostmasterFile(12, "/data", 5432) : null, file);
    }

    [Fact]
    public void IsAlive_NoSuchProcess_IsFalse() => Assert.False(new PostmasterFile(int.MaxValue, "/data", 5432).IsAlive());
}
