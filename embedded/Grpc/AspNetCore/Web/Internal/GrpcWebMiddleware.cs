using Grpc.Internal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Web.Internal;

/// <summary>
/// Makes a gRPC-web request look like gRPC over HTTP/2 to what comes after it: content type, protocol, body encoding, trailers.
/// The protocol: github.com/grpc/grpc, doc/PROTOCOL-WEB.md.
/// </summary>
sealed class GrpcWebMiddleware(RequestDelegate next, GrpcWebOptions options)
{
    public Task InvokeAsync(HttpContext httpContext)
    {
        string? contentType = httpContext.Request.ContentType;
        bool isText = GrpcContentType.Is(GrpcContentType.GrpcWebText, contentType);
        if (!HttpMethods.IsPost(httpContext.Request.Method) || (!isText && !GrpcContentType.Is(GrpcContentType.GrpcWeb, contentType)))
        {
            return next(httpContext);
        }

        IGrpcWebEnabledMetadata? metadata = httpContext.GetEndpoint()?.Metadata.GetMetadata<IGrpcWebEnabledMetadata>();
        return metadata?.GrpcWebEnabled ?? options.DefaultEnabled ? ServeAsync(httpContext, isText) : next(httpContext);
    }

    async Task ServeAsync(HttpContext httpContext, bool isTextRequest)
    {
        HttpRequest request = httpContext.Request;

        // The response is text where the caller asks for text, whatever the request is.
        bool isTextResponse = GrpcContentType.Is(GrpcContentType.GrpcWebText, request.Headers.Accept);
        var feature = new GrpcWebFeature(httpContext, isTextRequest, isTextResponse);
        string protocol = request.Protocol;
        request.Protocol = HttpProtocol.Http2;
        request.ContentType = WithSuffixOf(request.ContentType!, GrpcContentType.Grpc);
        httpContext.Response.OnStarting(() =>
        {
            request.Protocol = protocol;
            if (httpContext.Response.ContentType is { } type && GrpcContentType.Is(GrpcContentType.Grpc, type))
            {
                httpContext.Response.ContentType =
                    WithSuffixOf(type, isTextResponse ? GrpcContentType.GrpcWebText : GrpcContentType.GrpcWeb);
            }

            return Task.CompletedTask;
        });
        try
        {
            await next(httpContext);
            await feature.EndAsync();
        }
        finally
        {
            feature.Detach();
        }
    }

    static string WithSuffixOf(string original, string type)
    {
        int suffix = original.IndexOf('+', StringComparison.Ordinal);
        return suffix < 0 ? type : string.Concat(type, original.AsSpan(suffix));
    }
}
