using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrator.Embedded.Grpc.Tests.Protos;

namespace Orchestrator.Embedded.Grpc.Tests;

/// <summary>The ways in which a client reaches the host.</summary>
public enum Wire
{
    Grpc,
    WebOverHttp1,
    WebOverHttp2,
    WebTextOverHttp1,
    WebTextOverHttp2,
}

/// <summary>The echo service on Kestrel, on a loopback port for HTTP/1.1 and one for HTTP/2 without TLS.</summary>
public sealed class EchoHost : IAsyncLifetime, IAsyncDisposable
{
    readonly Action<GrpcServiceOptions>? _configureGrpc;
    readonly Action<IServiceCollection>? _configureServices;
    WebApplication? _app;

    public EchoHost()
        : this(configureGrpc: null)
    {
    }

    EchoHost(Action<GrpcServiceOptions>? configureGrpc, Action<IServiceCollection>? configureServices = null)
    {
        _configureGrpc = configureGrpc;
        _configureServices = configureServices;
    }

    public Uri Http1 { get; private set; } = null!;

    public Uri Http2 { get; private set; } = null!;

    public EchoJournal Journal { get; } = new();

    public static async Task<EchoHost> StartAsync(
        Action<GrpcServiceOptions>? configureGrpc = null,
        Action<IServiceCollection>? configureServices = null)
    {
        var host = new EchoHost(configureGrpc, configureServices);
        await host.InitializeAsync();
        return host;
    }

    public async Task InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddGrpc(options => _configureGrpc?.Invoke(options));
        builder.Services.AddSingleton(Journal);
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .AllowAnyOrigin()
            .AllowAnyMethod()
            .AllowAnyHeader()
            .WithExposedHeaders("grpc-status", "grpc-message", "grpc-status-details-bin")));
        _configureServices?.Invoke(builder.Services);
        _app = builder.Build();
        _app.UseRouting();
        _app.UseCors();
        _app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        _app.MapGrpcService<EchoService>();
        await _app.StartAsync();
        Uri[] addresses =
        [
            .. _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses
                .Select(address => new Uri(address)),
        ];
        (Http1, Http2) = (addresses[0], addresses[1]);
    }

    public GrpcChannel CreateChannel(Wire wire = Wire.Grpc, Action<GrpcChannelOptions>? configure = null)
    {
        bool isHttp1 = wire is Wire.WebOverHttp1 or Wire.WebTextOverHttp1;
        var options = new GrpcChannelOptions
        {
            HttpHandler = wire == Wire.Grpc
                ? null
                : new GrpcWebHandler(
                    wire is Wire.WebOverHttp1 or Wire.WebOverHttp2 ? GrpcWebMode.GrpcWeb : GrpcWebMode.GrpcWebText, new SocketsHttpHandler()),
            HttpVersion = isHttp1 ? System.Net.HttpVersion.Version11 : System.Net.HttpVersion.Version20,
        };
        configure?.Invoke(options);
        return GrpcChannel.ForAddress(isHttp1 ? Http1 : Http2, options);
    }

    public Echo.EchoClient CreateClient(Wire wire = Wire.Grpc, Action<GrpcChannelOptions>? configure = null) =>
        new(CreateChannel(wire, configure));

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
