using Grpc.Net.Client.Web;
using Orchestrator.Embedded.Grpc.Tests.Protos;

namespace Orchestrator.Embedded.Grpc.Tests;

/// <summary>Sets <c>grpc-timeout</c> beneath the client, which so has no deadline of its own.</summary>
sealed class TimeoutHeader(string value, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    public static Echo.EchoClient CreateClient(EchoHost host, Wire wire, string timeout)
    {
        var handler = new TimeoutHeader(timeout, new SocketsHttpHandler());
        return host.CreateClient(wire, options => options.HttpHandler = options.HttpHandler is GrpcWebHandler web
            ? new GrpcWebHandler(web.GrpcWebMode, handler)
            : handler);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("grpc-timeout", value);
        return base.SendAsync(request, cancellationToken);
    }
}
