using System.Net;
using System.Net.Sockets;
using Orchestrator.Cli.Processes;

namespace Orchestrator.Cli.Tests.Processes;

public sealed class CommandLineTests
{
    [Fact]
    public async Task RunAsync_Program_KeepsBothStreamsAndTheExitCode() => Assert.Equal(
        new ProcessResult(4, "out\n", "err\n"), await new CommandLine("sh", "-c", "echo out; echo err >&2; exit 4").RunAsync(default));

    [Fact]
    public async Task RunAsync_NoSuchProgram_NamesIt() => Assert.Contains(
        "no-such-program", (await Assert.ThrowsAsync<CommandFailedException>(() => new CommandLine("no-such-program").RunAsync(default))).Message);

    [Fact]
    public async Task RunDetachedAsync_ServerLeftBehind_ReturnsAtOnce() =>
        Assert.Equal(0, await new CommandLine("sh", "-c", "sleep 60 & exit 0").RunDetachedAsync(default).WaitAsync(TimeSpan.FromSeconds(30)));

    [Fact]
    public void FirstFree_Busy_TakesTheNextThatIsNotTaken()
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        int port = ((IPEndPoint)busy.LocalEndpoint).Port;
        var said = new List<string>();

        int found = LoopbackPort.FirstFree(port, "the test", said.Add, port + 1);

        Assert.True(found > port + 1);
        Assert.Equal([$"Port {port} is busy: the test uses port {found}."], said);
    }
}
