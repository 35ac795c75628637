using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Tests.Support;

/// <summary>
/// Receives OTLP over HTTP on loopback and keeps it as it came: protocol buffers, in which every name and value stands as its UTF-8.
/// </summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentQueue<(string Path, string Body)> _received = new();

    OtlpReceiver(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>What makes a host send to this receiver.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", Address.AbsoluteUri),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),

        // An export that a busy machine keeps waiting is not lost.
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "60000"),
    ];

    public static async Task<OtlpReceiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync();
        receiver.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return receiver;
    }

    /// <param name="signal"><c>traces</c>, <c>metrics</c> or <c>logs</c>.</param>
    public string Of(string signal) => string.Concat(_received.Where(r => r.Path == $"/v1/{signal}").Select(r => r.Body));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task ReceiveAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        _received.Enqueue((http.Request.Path, Encoding.UTF8.GetString(body.ToArray())));
    }
}
