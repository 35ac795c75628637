using System.Diagnostics;
using Npgsql;
using Orchestrator.Cli.Postgres;
using Orchestrator.Tests.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Support;

/// <summary>A PostgreSQL server of one test's own, which it may break: on a port that it keeps, with fsync, its data deleted at the end.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    readonly string _home = Directory.CreateTempSubdirectory("durable-server-").FullName;
    LocalPostgres? _server;
    RunningCluster? _running;

    public OwnServer()
    {
        // The server's own user must enter it.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_home, (UnixFileMode)0b111_101_101);
    }

    /// <summary>Below the ports that systems draw for outgoing connections, so that nobody takes it while the server is down.</summary>
    public int Port { get; } = Random.Shared.Next(20_000, 30_000);

    /// <summary>Known once the server has run.</summary>
    public string ConnectionString => _running!.ConnectionString("postgres");

    public async Task StartAsync()
    {
        _server ??= new LocalPostgres(_home, await FindProgramsAsync(), TimeProvider.System, _ => { });
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

    /// <summary>The programs of the server that all tests share, where it runs on this machine and says so: they need not be looked for.</summary>
    static async Task<string?> FindProgramsAsync()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        try
        {
            var folder = (string?)await new HubCheck(database.ConnectionString).ScalarAsync("SELECT setting FROM pg_config WHERE name = 'BINDIR'");
            return File.Exists(Path.Combine(folder ?? "", "initdb")) ? folder : null;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null) NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        if (_server is not null) await _server.DeleteAsync(CancellationToken.None);
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
