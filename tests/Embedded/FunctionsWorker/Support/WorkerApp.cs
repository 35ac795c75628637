using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Support;

/// <summary>A worker with the functions of some classes, on a free port, with a folder of its own for host.json.</summary>
sealed class WorkerApp : IAsyncDisposable
{
    readonly IHost _host;

    WorkerApp(IHost host, HttpClient client, StringWriter output) => (_host, Client, Output) = (host, client, output);

    public HttpClient Client { get; }

    /// <summary>What the worker printed.</summary>
    public StringWriter Output { get; }

    public IServiceProvider Services => _host.Services;

    public static async Task<WorkerApp> StartAsync(
        Type[] functions, Action<FunctionsApplicationBuilder>? configure = null, string? hostJson = null, params string[] args)
    {
        StringWriter output = new();
        FunctionsApplicationBuilder builder = CreateBuilder(functions, hostJson, localSettings: null, ["--port", "0", .. args]);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton<TextWriter>(output);
        configure?.Invoke(builder);
        IHost host = builder.Build();
        await host.StartAsync();
        string address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new(host, new HttpClient { BaseAddress = new Uri(address) }, output);
    }

    public static FunctionsApplicationBuilder CreateBuilder(Type[] functions, string? hostJson, string? localSettings, params string[] args)
    {
        string folder = Directory.CreateTempSubdirectory("functions-").FullName;
        if (hostJson is not null)
            File.WriteAllText(Path.Combine(folder, "host.json"), hostJson);
        if (localSettings is not null)
            File.WriteAllText(Path.Combine(folder, "local.settings.json"), localSettings);
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(["--contentRoot", folder, .. args]);
        builder.FunctionTypes = new(functions);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        return builder;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _host.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync();
        _host.Dispose();
    }
}
