using System.Net;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Gateway;

/// <summary>The gateway's services over gRPC-web on HTTP/1.1, which passes every proxy and needs no second port.</summary>
internal sealed class GatewayClient : IDisposable
{
    readonly GrpcChannel _channel;

    /// <param name="key">An API key or a token; null: none is sent.</param>
    public GatewayClient(Uri address, string? key = null)
    {
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = new GrpcWebHandler(
                GrpcWebMode.GrpcWeb, key is null ? new SocketsHttpHandler() : new ApiKeyHandler(key, new SocketsHttpHandler())),
            HttpVersion = HttpVersion.Version11,
            HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        });
        Tasks = new V1.TaskService.TaskServiceClient(_channel);
        Chains = new V1.ChainService.ChainServiceClient(_channel);
        Templates = new V1.TemplateService.TemplateServiceClient(_channel);
        Events = new V1.EventService.EventServiceClient(_channel);
    }

    public V1.TaskService.TaskServiceClient Tasks { get; }

    public V1.ChainService.ChainServiceClient Chains { get; }

    public V1.TemplateService.TemplateServiceClient Templates { get; }

    public V1.EventService.EventServiceClient Events { get; }

    public void Dispose() => _channel.Dispose();
}
