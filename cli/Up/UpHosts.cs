using System.Security.Cryptography;
using Orchestrator.Cli.Hosts;
using Orchestrator.Cli.Processes;
using Orchestrator.Cli.Terminals;
using Orchestrator.Cli.Up.CoreTools;

namespace Orchestrator.Cli.Up;

/// <summary>The function host and the gateway, as two processes that share a generated function key; with Core Tools Azurite before them.</summary>
internal sealed class UpHosts(UpOptions options, Terminal terminal, TimeProvider timeProvider) : IAsyncDisposable
{
    readonly List<HostProcess> _hosts = [];
    Watchdog? _watchdog;

    public Uri Gateway { get; private set; } = new("http://127.0.0.1");

    public Uri GatewayHttpTwo { get; private set; } = new("http://127.0.0.1");

    public Uri Functions { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts them and waits until all are ready.</summary>
    /// <exception cref="CommandFailedException">One did not become ready.</exception>
    public async Task StartAsync(string connectionString, CancellationToken cancellationToken)
    {
        int functionsPort = LoopbackPort.FirstFree(options.FunctionsPort, "the function host", terminal.Say);
        int port = LoopbackPort.FirstFree(options.Port, "the gateway", terminal.Say, functionsPort);
        int httpTwoPort = LoopbackPort.FirstFree(options.HttpTwoPort, "the gateway's HTTP/2", terminal.Say, functionsPort, port);
        Functions = Loopback(functionsPort);
        Gateway = Loopback(port);
        GatewayHttpTwo = Loopback(httpTwoPort);
        string key = RandomNumberGenerator.GetHexString(40, lowercase: true);

        HostCommand functionsCommand = UpCommands.Functions(connectionString, key, functionsPort);
        HostCommand gatewayCommand = UpCommands.Gateway(connectionString, key, Functions, port, httpTwoPort);
        string functionsProbe = "/admin/host/ping";
        _watchdog = Watchdog.Start();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        var readiness = new HostReadiness(http, timeProvider);
        if (options.CoreTools is { } programs)
        {
            await StartAzuriteAsync(programs, readiness, cancellationToken);
            functionsCommand = CoreToolsCommands.Functions(programs, connectionString, key, functionsPort);
            gatewayCommand = CoreToolsCommands.Gateway(programs, gatewayCommand);
            functionsProbe = "/api/health/ready";  // the host answers its ping before it has a worker
        }

        HostProcess functions = await StartAsync("function host", "functions", functionsCommand, cancellationToken);
        HostProcess gateway = await StartAsync("gateway", "gateway", gatewayCommand, cancellationToken);
        await Task.WhenAll(
            readiness.WaitAsync(functions, new Uri(Functions, functionsProbe), cancellationToken),
            readiness.WaitAsync(gateway, new Uri(Gateway, "/health/ready"), cancellationToken));
        terminal.Say($"Function host on {Functions.Authority}, gateway on {Gateway.Authority} (HTTP/1.1) and {GatewayHttpTwo.Authority} (HTTP/2)");
    }

    /// <summary>Ends when a host does: nothing is restarted behind the user's back.</summary>
    /// <exception cref="CommandFailedException">Always, with the host's last lines; or cancelled.</exception>
    public async Task WaitForDeathAsync(CancellationToken cancellationToken)
    {
        Task<int> first = await Task.WhenAny(_hosts.Select(host => host.Exited)).WaitAsync(cancellationToken);
        throw await HostReadiness.DiedAsync(_hosts.Single(host => host.Exited == first));
    }

    /// <summary>The gateway first, so that no call is accepted by a system that is going down.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (HostProcess host in Enumerable.Reverse(_hosts))
            await host.DisposeAsync();
        _watchdog?.Dispose();
    }

    async Task StartAzuriteAsync(CoreToolsPrograms programs, HostReadiness readiness, CancellationToken cancellationToken)
    {
        var azurite = new Azurite(programs.Root, options.StateFolder, terminal.Say);
        if (await azurite.PrepareAsync(cancellationToken) is { } command)
        {
            HostProcess started = await StartAsync("Azurite", "azurite", command, cancellationToken);
            await readiness.WaitAsync(started, Azurite.LastPort, cancellationToken);
        }
    }

    async Task<HostProcess> StartAsync(string name, string logName, HostCommand command, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.LogFolder);
        HostProcess host = HostProcess.Start(name, command, Path.Combine(options.LogFolder, logName + ".log"));
        _hosts.Add(host);
        await _watchdog!.AddAsync(host, cancellationToken);
        return host;
    }

    static Uri Loopback(int port) => new($"http://127.0.0.1:{port}");
}
