using System.Text.RegularExpressions;
using Orchestrator.Cli.Tests.Support;
using Orchestrator.Cli.Up;

namespace Orchestrator.Cli.Tests.Up;

/// <summary>The real hosts, each a process, on ports that are free.</summary>
// A test changes the environment that every host inherits.
[Collection("Environment variables")]
public sealed class UpSessionTests
{
    static readonly string[] Ports = ["--port", "18080", "--h2c-port", "18180", "--functions-port", "17071", "--db-port", "54700"];

    [Fact]
    public async Task Up_Once_CompletesTheFirstWorkAndLeavesNothingRunning()
    {
        await using var home = new TempHome();

        Finished finished = await Up(home, "--once").RunAsync();

        Assert.True(finished.ExitCode == ExitCodes.Success, finished.Output + finished.Error);
        Assert.Contains("6 of 6 tasks completed.", finished.Output);
        Assert.Contains("Answers marked simulated came from no model.", finished.Output);
        Assert.Matches(@"fail-once +task\.retry_scheduled", finished.Output);
        Assert.Null(await home.Postgres().FindAsync(default));
        Assert.True(File.Exists(Path.Combine(home.Path, ".orchestrator", "logs", "gateway.log")));
    }

    [Fact]
    public async Task Up_UntilStopped_ServesAndEndsCleanly()
    {
        await using var home = new TempHome();
        using var stopping = new CancellationTokenSource();
        using var http = new HttpClient();
        Task<Finished> running = Up(home, "--no-demo").RunAsync(stopping.Token);
        string gatewayLog = Path.Combine(home.Path, ".orchestrator", "logs", "gateway.log");
        await Wait.UntilAsync(() => running.IsCompleted || (File.Exists(gatewayLog) && Log(gatewayLog).Contains("Application started", StringComparison.Ordinal)));

        await stopping.CancelAsync();
        Finished finished = await running;

        Assert.True(finished.ExitCode == ExitCodes.Success, finished.Error);
        Assert.Contains("PostgreSQL stopped.", finished.Error);
        Assert.Null(await home.Postgres().FindAsync(default));
    }

    [Fact]
    public async Task Up_HostRefusesItsSettings_EndsWithTheHostsOwnWords()
    {
        await using var home = new TempHome();
        Environment.SetEnvironmentVariable("ORCHESTRATOR_LLM_ENDPOINT", "http://127.0.0.1:9/v1");
        try
        {
            Finished finished = await Up(home, "--once").RunAsync();

            Assert.Equal(ExitCodes.Failed, finished.ExitCode);
            Assert.Matches(new Regex("function host ended with exit code .*ORCHESTRATOR_LLM_ENDPOINT is set without", RegexOptions.Singleline, TimeSpan.FromSeconds(5)), finished.Error);
        }
        finally
        {
            Environment.SetEnvironmentVariable("ORCHESTRATOR_LLM_ENDPOINT", null);
        }
    }

    [Fact]
    public async Task Up_RunningAlready_RefusesTheSecond()
    {
        await using var home = new TempHome();
        using var first = UpLock.Take(Path.Combine(home.Path, ".orchestrator"));

        Finished finished = await Up(home).RunAsync();

        Assert.Equal(ExitCodes.Failed, finished.ExitCode);
        Assert.Contains("is running here already", finished.Error);
    }

    [Theory]
    [InlineData("--once --no-demo", "--once")]
    [InlineData("--port 0", "--port")]
    [InlineData("--h2c-port 65536", "--h2c-port")]
    public async Task Up_WrongLine_IsAUsageError(string line, string named)
    {
        Finished finished = await new CliRun(["up", .. line.Split(' ')]).RunAsync();

        Assert.Equal(ExitCodes.Usage, finished.ExitCode);
        Assert.Contains(named, finished.Error);
    }

    static CliRun Up(TempHome home, params string[] options) => new(["up", "--home", home.Path, .. Ports, .. options]);

    static string Log(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
