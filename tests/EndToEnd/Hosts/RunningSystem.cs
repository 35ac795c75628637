using System.Net;
using System.Net.Sockets;
using Grpc.Net.Client;
using Npgsql;
using Orchestrator.Protos.V1;
using Orchestrator.Tests.Support.Database;

using Task = System.Threading.Tasks.Task;

namespace Orchestrator.EndToEnd.Tests.Hosts;

/// <summary>
/// A database of its own, and the function host and the gateway over it as processes; either can be killed and started again.
/// </summary>
internal sealed class RunningSystem : IAsyncDisposable
{
    const string FunctionKey = "end-to-end-key";
    readonly MigratedDatabase _database;
    readonly Dictionary<string, string> _settings;
    GrpcChannel? _channel;

    RunningSystem(MigratedDatabase database)
    {
        _database = database;
        Sql = NpgsqlDataSource.Create(database.ConnectionString);
        _settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ORCHESTRATOR_DB"] = database.ConnectionString,
            ["ORCHESTRATOR_FUNCTION_KEY"] = FunctionKey,
            ["DOTNET_gcServer"] = "0",
        };
    }

    public NpgsqlDataSource Sql { get; }

    public HostProcess? Functions { get; private set; }

    public HostProcess? Gateway { get; private set; }

    public int FunctionsPort { get; } = FreePort();

    public int HttpPort { get; } = FreePort();

    public int H2cPort { get; } = FreePort();

    public Uri FunctionsUrl => new($"http://127.0.0.1:{FunctionsPort}");

    public TaskService.TaskServiceClient Tasks => new(Channel);

    public EventService.EventServiceClient Events => new(Channel);

    public ChainService.ChainServiceClient Chains => new(Channel);

    public TemplateService.TemplateServiceClient Templates => new(Channel);

    GrpcChannel Channel => _channel ??= GrpcChannel.ForAddress($"http://127.0.0.1:{H2cPort}");

    public static async Task<RunningSystem> CreateAsync() =>
        new(await MigratedDatabase.CreateAsync());

    /// <summary>A setting for the processes that are started from now on.</summary>
    public RunningSystem With(string name, string value)
    {
        _settings[name] = value;
        return this;
    }

    public async Task StartFunctionsAsync(CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>(_settings, StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{FunctionsPort}",
        };
        Functions = HostProcess.Start("Orchestrator.Functions", "Orchestrator.Functions", settings);
        await Functions.WaitUntilReadyAsync(new Uri(FunctionsUrl, "/admin/host/ping"), cancellationToken);
    }

    /// <param name="functionsUrl">Another address than the real function host's, for a stand-in between the two.</param>
    public async Task StartGatewayAsync(Uri? functionsUrl, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>(_settings, StringComparer.Ordinal)
        {
            ["ORCHESTRATOR_FUNCTIONS_URL"] = (functionsUrl ?? FunctionsUrl).ToString(),
            ["ORCHESTRATOR_HTTP_PORT"] = $"{HttpPort}",
            ["ORCHESTRATOR_H2C_PORT"] = $"{H2cPort}",
        };
        Gateway = HostProcess.Start("Orchestrator.Gateway", "Orchestrator.Gateway", settings);
        await Gateway.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{HttpPort}/health/ready"), cancellationToken);
    }

    /// <summary>One value from the database, as the tests see it from outside.</summary>
    public async Task<T> QueryAsync<T>(string sql, params object[] parameters)
    {
        await using NpgsqlCommand command = Sql.CreateCommand(sql);
        foreach (object parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    public string Logs => $"--- functions{Environment.NewLine}{Functions?.Log}{Environment.NewLine}--- gateway{Environment.NewLine}{Gateway?.Log}";

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (Gateway is not null)
        {
            await Gateway.DisposeAsync();
        }

        if (Functions is not null)
        {
            await Functions.DisposeAsync();
        }

        await Sql.DisposeAsync();
        await _database.DisposeAsync();
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
