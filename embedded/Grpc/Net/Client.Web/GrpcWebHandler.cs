using System.Net.Http.Headers;
using Grpc.Internal;
using Grpc.Net.Client.Web.Internal;

namespace Grpc.Net.Client.Web;

/// <summary>Sends a channel's calls as gRPC-web. Over plain HTTP/1.1, set the channel's <c>HttpVersion</c> to 1.1.</summary>
public sealed class GrpcWebHandler : DelegatingHandler
{
    public GrpcWebHandler()
    {
    }

    public GrpcWebHandler(HttpMessageHandler innerHandler)
        : base(innerHandler)
    {
    }

    public GrpcWebHandler(GrpcWebMode mode) => GrpcWebMode = mode;

    public GrpcWebHandler(GrpcWebMode mode, HttpMessageHandler innerHandler)
        : base(innerHandler) => GrpcWebMode = mode;

    public GrpcWebMode GrpcWebMode { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        GrpcContentType.Is(GrpcContentType.Grpc, request.Content?.Headers.ContentType?.MediaType)
            ? SendWebAsync(request, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    async Task<HttpResponseMessage> SendWebAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool isText = GrpcWebMode == GrpcWebMode.GrpcWebText;
        string contentType = isText ? GrpcContentType.GrpcWebText : GrpcContentType.GrpcWeb;
        if (isText)
        {
            request.Content = new Base64Content(request.Content!);
            request.Headers.TryAddWithoutValidation("Accept", contentType);
        }

        request.Content!.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (GrpcContentType.Is(contentType, response.Content.Headers.ContentType?.MediaType))
        {
            response.Content = new GrpcWebResponseContent(response.Content, isText, response.TrailingHeaders);

            // The channel takes HTTP/2 responses only; to it, this is one.
            response.Version = System.Net.HttpVersion.Version20;
        }

        return response;
    }
}
