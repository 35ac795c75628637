using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Database;
using Orchestrator.Gateway.Hosting;
using Orchestrator.Protos.V1;
using Orchestrator.Tests.Support.Database;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Hosting;

/// <summary>The whole gateway in this process, on free loopback ports, with a database of its own and a stand-in function host.</summary>
public sealed class GatewayHost : IAsyncLifetime, IAsyncDisposable
{
    public const string FunctionKey = "key-of-the-stand-in";

    readonly List<GrpcChannel> _channels = [];
    IReadOnlyList<(string Name, string Value)> _settings = [];
    Action<IServiceCollection> _services = _ => { };
    WebApplication? _app;
    bool _disposed;

    public MigratedDatabase Database { get; private set; } = null!;

    public StandInFunctionHost Functions { get; private set; } = null!;

    /// <summary>HTTP/1.1.</summary>
    public Uri Http { get; private set; } = null!;

    /// <summary>HTTP/2 without TLS.</summary>
    public Uri H2c { get; private set; } = null!;

    public TaskService.TaskServiceClient Tasks { get; private set; } = null!;

    public ChainService.ChainServiceClient Chains { get; private set; } = null!;

    public TemplateService.TemplateServiceClient Templates { get; private set; } = null!;

    public EventService.EventServiceClient Events { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    /// <summary>Moves tasks as the workers do, through transition_task.</summary>
    public ITaskTransitions Transitions => Services.GetRequiredService<ITaskTransitions>();

    public static Task<GatewayHost> StartAsync() => StartAsync(services: null);

    /// <param name="services">What a test puts in the place of the gateway's own.</param>
    /// <param name="settings">Beside those that every gateway here has.</param>
    public static async Task<GatewayHost> StartAsync(Action<IServiceCollection>? services, params (string Name, string Value)[] settings)
    {
        var host = new GatewayHost { _settings = settings };
        host._services = services ?? host._services;
        await host.InitializeAsync();
        return host;
    }

    public async Task InitializeAsync()
    {
        Database = await MigratedDatabase.CreateAsync();
        Functions = await StandInFunctionHost.StartAsync();
        await StartGatewayAsync();
    }

    /// <summary>Ends this gateway and starts another one over the same database, on other ports.</summary>
    public async Task RestartAsync()
    {
        await StopGatewayAsync();
        await StartGatewayAsync();
    }

    public GrpcChannel CreateWebChannel()
    {
        var channel = GrpcChannel.ForAddress(Http, new GrpcChannelOptions
        {
            HttpHandler = new GrpcWebHandler(GrpcWebMode.GrpcWeb, new SocketsHttpHandler()),
            HttpVersion = System.Net.HttpVersion.Version11,
        });
        _channels.Add(channel);
        return channel;
    }

    public GrpcChannel CreateH2cChannel()
    {
        var channel = GrpcChannel.ForAddress(H2c);
        _channels.Add(channel);
        return channel;
    }

    public async Task<T> QueryAsync<T>(string sql, params object[] parameters)
    {
        await using NpgsqlCommand command = Database.DataSource.CreateCommand(sql);
        foreach (object parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    public Task<long> CountTasksAsync() => QueryAsync<long>("SELECT count(*) FROM orchestrator.tasks");

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    // As a fixture it is disposed of by both of its interfaces.
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await StopGatewayAsync();
        await Functions.DisposeAsync();
        await Database.DisposeAsync();
    }

    async Task StartGatewayAsync()
    {
        _app = GatewayApplication.Create([], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(
            [
                new(DatabaseServices.ConnectionKey, Database.ConnectionString),
                new("ORCHESTRATOR_HTTP_PORT", "0"),
                new("ORCHESTRATOR_H2C_PORT", "0"),
                new("ORCHESTRATOR_FUNCTIONS_URL", Functions.Address.AbsoluteUri),
                new("ORCHESTRATOR_FUNCTION_KEY", FunctionKey),
                new("ORCHESTRATOR_CORS_ORIGINS", "https://page.example"),
            ]);
            builder.Configuration.AddInMemoryCollection(_settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value)));
            _services(builder.Services);
        });
        await _app.StartAsync();
        Uri[] addresses =
        [
            .. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a)),
        ];
        (Http, H2c) = (addresses[0], addresses[1]);
        GrpcChannel channel = CreateH2cChannel();
        Tasks = new TaskService.TaskServiceClient(channel);
        Chains = new ChainService.ChainServiceClient(channel);
        Templates = new TemplateService.TemplateServiceClient(channel);
        Events = new EventService.EventServiceClient(channel);
    }

    async Task StopGatewayAsync()
    {
        foreach (GrpcChannel channel in _channels)
        {
            channel.Dispose();
        }

        _channels.Clear();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
    }
}
