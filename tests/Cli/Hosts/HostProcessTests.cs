using System.Diagnostics;
using Orchestrator.Cli.Hosts;
using Orchestrator.Cli.Tests.Support;

namespace Orchestrator.Cli.Tests.Hosts;

/// <summary>Shells stand in for the hosts: what counts is how a child starts, talks and ends.</summary>
public sealed class HostProcessTests
{
    [Fact]
    public async Task Start_Program_WritesItsOutputToTheLogAndKeepsTheEnd()
    {
        await using var home = new TempHome();
        string log = Path.Combine(home.Path, "host.log");
        await using HostProcess host = Shell(home, "i=1; while [ $i -le 30 ]; do echo line $i $SETTING; i=$((i+1)); done; echo bad >&2; exit 3");

        Assert.Equal(3, await host.Exited);

        string[] lines = (await ReadAsync(log)).TrimEnd().Split('\n');
        Assert.Equal(31, lines.Length);
        Assert.Contains("line 30 set", host.LastLines());
        Assert.Contains("bad", host.LastLines());
        Assert.DoesNotContain("line 1 set", host.LastLines());
    }

    [Fact]
    public async Task Start_Again_KeepsTheLogBefore()
    {
        await using var home = new TempHome();
        foreach (string word in new[] { "first", "second" })
        {
            await using HostProcess host = Shell(home, $"echo {word}");
            await host.Exited;
        }

        Assert.Equal("first\n", await ReadAsync(Path.Combine(home.Path, "host.previous.log")));
        Assert.Equal("second\n", await ReadAsync(Path.Combine(home.Path, "host.log")));
    }

    [Fact]
    public async Task StopAsync_Running_LetsItEndItself()
    {
        await using var home = new TempHome();
        await using HostProcess host = Shell(home, "trap 'echo stopped; exit 0' TERM; echo ready; while :; do sleep 0.1; done");
        await Wait.UntilAsync(() => host.LastLines().Contains("ready"));

        await host.StopAsync();

        Assert.Equal(0, await host.Exited);
        Assert.Contains("stopped", host.LastLines());
    }

    [Fact]
    public async Task WaitAsync_HostEnds_ShowsItsLastLines()
    {
        await using var home = new TempHome();
        await using HostProcess host = Shell(home, "echo port is taken; exit 7");
        using var http = new HttpClient();

        var error = await Assert.ThrowsAsync<CommandFailedException>(() =>
            new HostReadiness(http, TimeProvider.System).WaitAsync(host, new Uri("http://127.0.0.1:9/health"), default));

        Assert.Contains("exit code 7", error.Message);
        Assert.Contains("port is taken", error.Message);
    }

    [Fact]
    public async Task Watchdog_InputCloses_EndsTheProcessesItWasGiven()
    {
        using Process first = Process.Start("sleep", "600");
        using Process gone = Process.Start("true");
        await gone.WaitForExitAsync();

        await WatchdogCommand.RunAsync(new StringReader($"{first.Id}\n{gone.Id}\n{int.MaxValue}\n"), default);

        Assert.True(first.HasExited);
    }

    [Fact]
    public void Find_HostNotBuilt_SaysHowToBuildIt() =>
        Assert.Contains("Apps.slnf", Assert.Throws<CommandFailedException>(() => HostPrograms.Find("Orchestrator.NoSuchHost")).Message);

    static HostProcess Shell(TempHome home, string script) => HostProcess.Start(
        "test host",
        new HostCommand("sh", ["-c", script], home.Path, new Dictionary<string, string> { ["SETTING"] = "set" }),
        Path.Combine(home.Path, "host.log"));

    static async Task<string> ReadAsync(string path)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
