using System.Diagnostics;
using Npgsql;
using Orchestrator.Cli.Postgres;

namespace Microsoft.DurableTask.Tests.Runtime.Support;

/// <summary>A PostgreSQL server of one test's own, which it may break: on a port that it keeps, with fsync, its data deleted at the end.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    readonly string _home = Directory.CreateTempSubdirectory("durable-server-").FullName;
    readonly LocalPostgres _server;
    RunningCluster? _running;

    public OwnServer()
    {
        // The server's own user must enter it.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_home, (UnixFileMode)0b111_101_101);
        _server = LocalPostgres.Of(_home, TimeProvider.System, _ => { });
    }

    /// <summary>Below the ports that systems draw for outgoing connections, so that nobody takes it while the server is down.</summary>
    public int Port { get; } = Random.Shared.Next(20_000, 30_000);

    /// <summary>Known once the server has run.</summary>
    public string ConnectionString => _running!.ConnectionString("postgres");

    public async Task StartAsync()
    {
        RunningCluster started = await _server.StartAsync(new ClusterSettings(Port), CancellationToken.None);
        Assert.Equal(_running?.Port ?? started.Port, started.Port);
        _running = started;
    }

    /// <summary>An immediate shutdown: no checkpoint, no farewell; the next start recovers as after a power cut.</summary>
    public async Task StopImmediatelyAsync()
    {
        PostmasterFile postmaster = (await PostmasterFile.ReadAsync(PostgresFolders.Find(_home)!.Data, CancellationToken.None))!;
        await Signal.SendAsync("QUIT", postmaster.ProcessId);
        await Poll.UntilAsync(() => !postmaster.IsAlive());
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null) NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        await _server.DeleteAsync(CancellationToken.None);
        Directory.Delete(_home, recursive: true);
    }
}

internal static class Signal
{
    public static async Task SendAsync(string name, int processId)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{processId}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
