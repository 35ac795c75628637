using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Orchestrator.Gateway.Health;
using Orchestrator.Gateway.Interceptors;
using Orchestrator.Gateway.Security;
using Orchestrator.Gateway.Services;
using Orchestrator.Platform;

namespace Orchestrator.Gateway.Hosting;

/// <summary>The gateway, composed: listeners, services, endpoints.</summary>
static class GatewayApplication
{
    // Browsers show a page only those response headers that it is told of, and gRPC's status is in them.
    static readonly string[] ExposedHeaders =
        ["grpc-status", "grpc-message", "grpc-status-details-bin", "grpc-encoding", "grpc-accept-encoding", RequestId.Header];

    /// <param name="configure">Last word on configuration and services, for tests.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        configure?.Invoke(builder);
        builder.Configuration.AddKeyVault();

        GatewaySettings settings = GatewaySettings.Read(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // Without TLS there is no ALPN, so one port cannot speak both versions.
            Listen(kestrel, settings.Bind, settings.HttpPort, HttpProtocols.Http1);
            Listen(kestrel, settings.Bind, settings.H2cPort, HttpProtocols.Http2);
        });
        builder.Services.AddGateway(builder.Configuration);
        builder.AddGatewaySecurity(settings);
        builder.Services.AddGrpc(grpc =>
        {
            grpc.Interceptors.Add<RequestIdInterceptor>();
            grpc.Interceptors.Add<TraceInterceptor>();
            grpc.Interceptors.Add<ErrorInterceptor>();
            grpc.Interceptors.Add<AccessInterceptor>();
        });
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. settings.CorsOrigins])
            .AllowAnyMethod()
            .AllowAnyHeader()
            .WithExposedHeaders(ExposedHeaders)));

        WebApplication app = builder.Build();
        app.UseGatewaySecurity();
        app.UseRouting();
        app.UseCors();
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.MapGrpcService<TaskService>();
        app.MapGrpcService<ChainService>();
        app.MapGrpcService<TemplateService>();
        app.MapGrpcService<EventService>();
        app.MapHealth();
        return app;
    }

    static void Listen(KestrelServerOptions kestrel, IPAddress? address, int port, HttpProtocols protocols)
    {
        if (address is null)
        {
            kestrel.ListenAnyIP(port, listen => listen.Protocols = protocols);
        }
        else
        {
            kestrel.Listen(address, port, listen => listen.Protocols = protocols);
        }
    }
}
