using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Store.Postgres;
using Microsoft.DurableTask.Tests.Runtime.Faults;
using Npgsql;
using Orchestrator.Tests.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Support;

/// <summary>
/// One hub, and a proxy before its server: what breaks is between the proxy and those who are told to use it. A client beside them speaks
/// to the server directly.
/// </summary>
internal sealed class ProxiedHome : IAsyncDisposable
{
    readonly PostgresHome _home;

    ProxiedHome(PostgresHome home, RuntimeProcess client)
    {
        _home = home;
        Client = client;
        var server = new NpgsqlConnectionStringBuilder(home.Database.ConnectionString);
        Proxy = new PostgresProxy(server.Host!, server.Port);
        Check = new HubCheck(home.Database.ConnectionString);
    }

    public PostgresProxy Proxy { get; }

    public RuntimeProcess Client { get; }

    public HubCheck Check { get; }

    public RecordedLog Log { get; } = new();

    public static async Task<ProxiedHome> CreateAsync()
    {
        PostgresHome home = await PostgresHome.CreateAsync();
        RuntimeProcess client = await RuntimeProcess.StartAsync(home.Open(TimeProvider.System), tasks: null, configure: o => o.Partitions = 2);
        await client.Hub.OpenAsync(CancellationToken.None);
        return new ProxiedHome(home, client);
    }

    /// <summary>A connection string that leads through the proxy.</summary>
    public string ConnectionString(int commandTimeoutSeconds = 30) => new NpgsqlConnectionStringBuilder(_home.Database.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = Proxy.Port,
        CommandTimeout = commandTimeoutSeconds,
        CancellationTimeout = 200,
        // Where a server answers a request for encryption with anything but no, the proxy could not read along.
        SslMode = SslMode.Disable,
    }.ConnectionString;

    public Task<RuntimeProcess> StartWorkerAsync(
        bool proxied = true, int commandTimeoutSeconds = 30, Action<DurableRuntimeOptions>? configure = null, int? waitForPartition = 1) =>
        RuntimeProcess.StartAsync(
            proxied ? new PostgresStore(ConnectionString(commandTimeoutSeconds), TimeProvider.System) : _home.Open(TimeProvider.System),
            WorkerProgram.Register,
            configure: options =>
            {
                WorkerProgram.Configure(options, leaseSeconds: 2);
                options.PollInterval = TimeSpan.FromMilliseconds(50);
                configure?.Invoke(options);
            },
            logs: Log,
            waitForPartition: waitForPartition);

    public Task<RuntimeProcess> StartProxiedClientAsync() => RuntimeProcess.StartAsync(
        new PostgresStore(ConnectionString(), TimeProvider.System), tasks: null, logs: Log);

    public Task<string[]> StartStepsAsync(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(i =>
        Client.Client.ScheduleNewOrchestrationInstanceAsync("Steps", i, new StartOrchestrationOptions($"steps-{i}"), CancellationToken.None)));

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Proxy.DisposeAsync();
        await _home.DisposeAsync();
    }
}
