using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Orchestrator.Cli.Postgres;
using Orchestrator.Cli.Tests.Support;
using Orchestrator.Database.Migrations;

namespace Orchestrator.Cli.Tests.Postgres;

/// <summary>Real servers: as root they run as another user, as anybody else as that user.</summary>
public sealed class LocalPostgresTests
{
    static readonly ClusterSettings Settings = new(Port: 54500, ThrowAway: true);

    [Fact]
    public async Task StartAsync_FirstTime_ServesDurablyAndKeepsThePasswordPrivate()
    {
        await using var home = new TempHome();

        RunningCluster cluster = await home.Postgres().StartAsync(new ClusterSettings(Port: 54500), default);

        Assert.False(cluster.Reused);
        Assert.Equal(("on", "127.0.0.1", "scram-sha-256"), (
            await ReadAsync(cluster, "SHOW fsync"), await ReadAsync(cluster, "SHOW listen_addresses"), await ReadAsync(cluster, "SHOW password_encryption")));
        PostgresFolders folders = PostgresFolders.Find(home.Path)!;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folders.Password));
        var wrong = new NpgsqlConnectionStringBuilder(cluster.ConnectionString("postgres")) { Password = "wrong", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        PostgresException refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task StartAsync_WhileRunning_FindsTheServer()
    {
        await using var home = new TempHome();
        RunningCluster first = await home.Postgres().StartAsync(Settings, default);

        RunningCluster second = await home.Postgres().StartAsync(Settings, default);

        Assert.True(second.Reused);
        Assert.Equal(first.Port, second.Port);
        Assert.Equal(first.Port, (await home.Postgres().FindAsync(default))!.Port);
    }

    [Fact]
    public async Task StartAsync_HomeNearTheRoot_IsReachedByItsSocketAndByTcp()
    {
        await using var home = new TempHome();

        RunningCluster cluster = await home.Postgres().StartAsync(Settings, default);

        const string Peer = "SELECT coalesce(host(inet_client_addr()), 'socket')";
        Assert.Equal(PostgresFolders.Find(home.Path)!.Server, cluster.SocketFolder);
        Assert.Equal("socket", await ReadAsync(cluster, Peer));
        Assert.Equal("127.0.0.1", await ReadAsync(cluster with { SocketFolder = null }, Peer));
        Assert.Equal(cluster.SocketFolder, (await home.Postgres().FindAsync(default))!.SocketFolder);
    }

    [Fact]
    public async Task StartAsync_HomeTooDeepForASocket_IsReachedByTcpAlone()
    {
        await using var home = new TempHome(depth: 100);

        RunningCluster cluster = await home.Postgres().StartAsync(Settings, default);

        Assert.Null(cluster.SocketFolder);
        Assert.Equal("127.0.0.1", await ReadAsync(cluster, "SELECT host(inet_client_addr())"));
        Assert.Null((await home.Postgres().FindAsync(default))!.SocketFolder);
    }

    [Fact]
    public async Task StartAsync_AfterAKill_RecoversWithItsData()
    {
        await using var home = new TempHome();
        RunningCluster first = await home.Postgres().StartAsync(new ClusterSettings(Port: 54500), default);
        Assert.True(await DatabaseCreator.CreateIfMissingAsync(first.ConnectionString("kept"), default));
        await KillAsync(home);

        RunningCluster second = await home.Postgres().StartAsync(new ClusterSettings(Port: 54500), default);

        Assert.False(second.Reused);
        Assert.False(await DatabaseCreator.CreateIfMissingAsync(second.ConnectionString("kept"), default));
    }

    [Fact]
    public async Task StartAsync_PidFileNamesAnotherProgram_Starts()
    {
        await using var home = new TempHome();
        await home.Postgres().StartAsync(Settings, default);
        string file = PostmasterFile.PathIn(PostgresFolders.Find(home.Path)!.Data);
        string[] lines = await File.ReadAllLinesAsync(file);
        await home.Postgres().StopAsync(default);
        lines[0] = Environment.ProcessId.ToString();
        await File.WriteAllLinesAsync(file, lines);

        RunningCluster cluster = await home.Postgres().StartAsync(Settings, default);

        Assert.False(cluster.Reused);
    }

    [Fact]
    public async Task StartAsync_PortBusy_TakesTheNextAndSaysSo()
    {
        await using var home = new TempHome();
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        int port = ((IPEndPoint)busy.LocalEndpoint).Port;

        RunningCluster cluster = await home.Postgres().StartAsync(Settings with { Port = port }, default);

        Assert.True(cluster.Port > port);
        Assert.Contains($"Port {port} is busy: PostgreSQL uses port {cluster.Port}.", home.Said);
    }

    [Fact]
    public async Task StopAsync_Running_StopsAndTheNextStartContinues()
    {
        await using var home = new TempHome();
        RunningCluster first = await home.Postgres().StartAsync(Settings, default);
        Assert.True(await DatabaseCreator.CreateIfMissingAsync(first.ConnectionString("kept"), default));

        Assert.True(await home.Postgres().StopAsync(default));
        Assert.False(await home.Postgres().StopAsync(default));
        Assert.Null(await home.Postgres().FindAsync(default));

        RunningCluster second = await home.Postgres().StartAsync(Settings, default);
        Assert.False(await DatabaseCreator.CreateIfMissingAsync(second.ConnectionString("kept"), default));
    }

    [Fact]
    public async Task StartAsync_HomeClosedToOtherUsers_MovesAsideForRootAlone()
    {
        await using var home = new TempHome(closedToOthers: true);

        await home.Postgres().StartAsync(Settings, default);

        string? link = new DirectoryInfo(PostgresFolders.For(home.Path)).LinkTarget;
        Assert.Equal(Environment.IsPrivilegedProcess ? PostgresFolders.RelocatedRoot(home.Path) : null, link);
        Assert.True((await home.Postgres().StartAsync(Settings, default)).Reused);
        await home.Postgres().DeleteAsync(default);
        Assert.False(Directory.Exists(PostgresFolders.RelocatedRoot(home.Path)));
    }

    [Fact]
    public async Task StartAsync_FromNpm_RunsThatVersionThereafter()
    {
        await using var home = new TempHome();

        RunningCluster first = await home.Postgres(preference: "npm").StartAsync(Settings, default);
        await home.Postgres().StopAsync(default);
        RunningCluster second = await home.Postgres().StartAsync(Settings, default);

        Assert.StartsWith("18.", first.Version);
        Assert.Equal(first.Version, second.Version);
        Assert.StartsWith("18.", await ReadAsync(second, "SHOW server_version"));
    }

    [Fact]
    public async Task StartAsync_DataOfAnotherMajorVersion_RefusesAndNamesIt()
    {
        await using var home = new TempHome();
        await home.Postgres().StartAsync(Settings, default);
        await home.Postgres().StopAsync(default);
        await File.WriteAllTextAsync(Path.Combine(PostgresFolders.Find(home.Path)!.Data, "PG_VERSION"), "99\n");

        var error = await Assert.ThrowsAsync<CommandFailedException>(() => home.Postgres().StartAsync(Settings, default));

        Assert.Contains("was made by PostgreSQL 99", error.Message);
    }

    [Fact]
    public async Task StartAsync_BrokenConfiguration_ShowsTheLogsEnd()
    {
        await using var home = new TempHome();
        await home.Postgres().StartAsync(Settings, default);
        await home.Postgres().StopAsync(default);
        await File.AppendAllTextAsync(Path.Combine(PostgresFolders.Find(home.Path)!.Data, "postgresql.conf"), "no_such_setting = 1\n");

        var error = await Assert.ThrowsAsync<CommandFailedException>(() => home.Postgres().StartAsync(Settings, default));

        Assert.Contains("no_such_setting", error.Message);
    }

    [Fact]
    public async Task StartAsync_FolderWithoutAServer_RefusesAndNamesTheSetting()
    {
        await using var home = new TempHome();

        var error = await Assert.ThrowsAsync<CommandFailedException>(() => home.Postgres(preference: home.Path).StartAsync(Settings, default));

        Assert.Contains(BinariesSelection.Variable, error.Message);
    }

    static async Task KillAsync(TempHome home)
    {
        PostmasterFile file = (await PostgresCluster.FindRunningAsync(PostgresFolders.Find(home.Path)!, default))!;
        using Process postmaster = Process.GetProcessById(file.ProcessId);
        postmaster.Kill();
        await postmaster.WaitForExitAsync();
        Assert.True(File.Exists(PostmasterFile.PathIn(file.DataFolder)), "a killed server leaves its file");
    }

    static async Task<string> ReadAsync(RunningCluster cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
