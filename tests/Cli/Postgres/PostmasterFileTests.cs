using Orchestrator.Cli.Postgres;
using Orchestrator.Cli.Tests.Support;

namespace Orchestrator.Cli.Tests.Postgres;

public sealed class PostmasterFileTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("12\n/data\n1700000000\n", false)]
    [InlineData("12\n/data\n1700000000\n5432\n", false)]
    [InlineData("12\n/data\n1700000000\n5432\n\n", true)]
    [InlineData("12\n/data\n1700000000\n5432\n/server\n127.0.0.1\n", true, "/server")]
    [InlineData("x\n/data\n1700000000\n5432\n\n", false)]
    public async Task ReadAsync_File_ReadsOnlyAWholeOne(string? content, bool whole, string? socketFolder = null)
    {
        await using var home = new TempHome();
        if (content is not null)
            await File.WriteAllTextAsync(PostmasterFile.PathIn(home.Path), content);

        PostmasterFile? file = await PostmasterFile.ReadAsync(home.Path, default);

        Assert.Equal(whole ? new PostmasterFile(12, "/data", 5432, socketFolder) : null, file);
    }

    [Fact]
    public void IsAlive_NoSuchProcess_IsFalse() => Assert.False(new PostmasterFile(int.MaxValue, "/data", 5432, SocketFolder: null).IsAlive());
}
