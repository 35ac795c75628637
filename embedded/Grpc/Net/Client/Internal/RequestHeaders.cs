using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Internal;

namespace Grpc.Net.Client.Internal;

static class RequestHeaders
{
    static readonly string UserAgent =
        $"orchestrator-grpc/{typeof(RequestHeaders).Assembly.GetName().Version?.ToString(3)} (.NET {Environment.Version})";

    public static HttpRequestMessage CreateRequest(
        GrpcChannel channel, string path, string? host, CallOptions options, Metadata credentials, TimeSpan? timeout)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(channel.Address, path));
        HttpRequestHeaders headers = request.Headers;
        headers.Host = host;
        headers.TryAddWithoutValidation("User-Agent", UserAgent);
        headers.TryAddWithoutValidation("TE", "trailers");
        headers.TryAddWithoutValidation(GrpcHeaders.AcceptEncoding, channel.Compression.AcceptEncoding);
        if (timeout is { } left)
        {
            headers.TryAddWithoutValidation(GrpcHeaders.Timeout, GrpcTimeout.Encode(left));
        }

        foreach (Metadata.Entry entry in credentials.Concat(options.Headers ?? Metadata.Empty))
        {
            if (entry.Key == GrpcHeaders.RequestedEncoding)
            {
                headers.TryAddWithoutValidation(GrpcHeaders.Encoding, entry.Value);
            }
            else if (entry.Key != GrpcHeaders.Timeout)
            {
                headers.TryAddWithoutValidation(entry.Key, entry.WireValue);
            }
        }

        return request;
    }
}
