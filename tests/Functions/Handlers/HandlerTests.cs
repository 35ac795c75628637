using System.Security.Cryptography;
using System.Text;
using Orchestrator.Core.Execution;
using Orchestrator.Functions.Handlers;
using Orchestrator.Functions.Tasks;

namespace Orchestrator.Functions.Tests.Handlers;

public sealed class HandlerTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orchestrator-files-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("[1,2,3.5]", "6.5")]
    [InlineData("[1e16,1,-1e16]", "1")]
    [InlineData("[0.1,0.2,0.3,-0.6]", "2.7755575615628914E-17")]
    [InlineData("[1,1e100,1,-1e100]", "2")]
    public async Task Sum_Compensates(string values, string sum) =>
        Assert.Equal(sum, (await RunAsync(new SumHandler(), $$"""{"values":{{values}}}""")).Output);

    [Theory]
    [InlineData("""{"values":[1e308,1e308]}""", "overflow")]
    [InlineData("""{"values":[]}""", "invalid_parameters")]
    [InlineData("""{"values":["1"]}""", "invalid_parameters")]
    public async Task Sum_WhatHasNoSum_IsPermanent(string parameters, string code) =>
        Assert.Equal(code, (await FailAsync(new SumHandler(), parameters)).Code);

    [Fact]
    public async Task Echo_AfterItsFailingAttempts_Answers()
    {
        var handler = new EchoHandler(TimeProvider.System);
        const string Parameters = """{"message":"hi","failing_attempts":2}""";

        await Assert.ThrowsAsync<RetryableTaskException>(() => RunAsync(handler, Parameters, retriesUsed: 1));
        Assert.Equal("hi", (await RunAsync(handler, Parameters, retriesUsed: 2)).Output);
    }

    [Fact]
    public async Task FileHash_OfAFileInTheFolder_IsItsHash()
    {
        byte[] content = Encoding.UTF8.GetBytes("durable");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "a"));
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, "a", "f.txt"), content);

        HandlerResult result = await HashAsync("a/../a/./f.txt", FileHashParameters.Sha512);

        Assert.Equal(Convert.ToHexStringLower(SHA512.HashData(content)), result.Output);
        Assert.Contains("\"bytes\":7", result.StructuredOutput, StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), (await HashAsync("a/f.txt")).Output);
    }

    [Theory]
    [InlineData("../f.txt", "path_outside_folder")]
    [InlineData("a/../../f.txt", "path_outside_folder")]
    [InlineData("..\\f.txt", "path_outside_folder")]
    [InlineData("/etc/passwd", "path_outside_folder")]
    [InlineData("C:\\f.txt", "path_outside_folder")]
    [InlineData("missing.txt", "file_not_found")]
    [InlineData("no/folder/f.txt", "file_not_found")]
    [InlineData(".", "not_a_file")]
    [InlineData("sub", "not_a_file")]
    public async Task FileHash_OfAnythingElse_IsPermanent(string path, string code)
    {
        _folder.CreateSubdirectory("sub");

        Assert.Equal(code, (await Assert.ThrowsAsync<PermanentTaskException>(() => HashAsync(path))).Code);
    }

    [Fact]
    public async Task FileHash_ThroughALink_IsRefused()
    {
        DirectoryInfo outside = Directory.CreateTempSubdirectory("orchestrator-outside-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(outside.FullName, "f.txt"), "secret");
            File.CreateSymbolicLink(Path.Combine(_folder.FullName, "link.txt"), Path.Combine(outside.FullName, "f.txt"));
            Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "linked"), outside.FullName);

            foreach (string path in (string[])["link.txt", "linked/f.txt", "linked"])
            {
                Assert.Equal("symbolic_link", (await Assert.ThrowsAsync<PermanentTaskException>(() => HashAsync(path))).Code);
            }
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task FileHash_WithoutAFolder_IsPermanent() => Assert.Equal(
        "files_not_configured", (await FailAsync(new FileHashHandler(new FileFolder(root: null)), """{"path":"f.txt"}""")).Code);

    [Fact]
    public void Registry_UnknownName_IsPermanentAndListsTheKnown()
    {
        var registry = new HandlerRegistry([new SumHandler(), new EchoHandler(TimeProvider.System)]);

        PermanentTaskException error = Assert.Throws<PermanentTaskException>(() => registry.Find("default", "nobody"));

        Assert.Equal("unknown_handler", error.Code);
        Assert.Contains("*/debug.echo@1.0.0, */sum@1.0.0", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default", "shout", "* 1.10.0")]
    [InlineData("default", "shout@1.9.0", "* 1.9.0")]
    [InlineData("team-7", "shout", "team-7 1.2.0")]
    [InlineData("team-7", "shout@1.10.0", "* 1.10.0")]
    [InlineData("default", "shout@1.2.0", null)]
    [InlineData("default", "shout@latest", null)]
    public void Registry_FindsByNamespaceNameAndVersion(string @namespace, string asked, string? found)
    {
        var registry = new HandlerRegistry([new Shout("*", "1.9.0"), new Shout("*", "1.10.0"), new Shout("team-7", "1.2.0")]);

        if (found is null)
        {
            Assert.Throws<PermanentTaskException>(() => registry.Find(@namespace, asked));
        }
        else
        {
            ITaskHandler handler = registry.Find(@namespace, asked);
            Assert.Equal(found, $"{handler.Namespace} {handler.Version}");
        }
    }

    [Fact]
    public void Registry_OneKeyTwice_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new HandlerRegistry([new Shout("*", "1.0.0"), new Shout("*", "1.0.0")]));
        Assert.False(new HandlerRegistry([new Shout("*", "1.0.0")]).TryAdd(new Shout("*", "1.0.0")));
    }

    Task<HandlerResult> HashAsync(string path, string algorithm = FileHashParameters.Sha256) => RunAsync(
        new FileHashHandler(new FileFolder(_folder.FullName)), ParametersJson.Write(new FileHashParameters(path, algorithm)));

    static async Task<PermanentTaskException> FailAsync(ITaskHandler handler, string parameters) =>
        await Assert.ThrowsAsync<PermanentTaskException>(() => RunAsync(handler, parameters));

    static Task<HandlerResult> RunAsync(ITaskHandler handler, string parameters, int retriesUsed = 0) => handler.RunAsync(
        new HandlerContext(
            new TaskAttempt(new AttemptKey(Guid.NewGuid(), 1, 1), handler.Name, Prompt: null, parameters, retriesUsed, 3, DateTimeOffset.UtcNow),
            "w1",
            CancellationToken.None),
        CancellationToken.None);

    sealed class Shout(string @namespace, string version) : ITaskHandler
    {
        public string Name => "shout";

        public string Namespace => @namespace;

        public Version Version { get; } = Version.Parse(version);

        public Task<HandlerResult> RunAsync(HandlerContext context, CancellationToken cancellationToken) =>
            Task.FromResult(new HandlerResult(context.Attempt.Prompt));
    }
}
