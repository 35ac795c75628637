using Grpc.Core;
using Grpc.Net.Compression;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client;

public sealed class GrpcChannelOptions
{
    const int MaxReceiveMessageSizeDefault = 4 * 1024 * 1024;

    /// <summary>Null takes the address's scheme: TLS for https, none for http.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>Bytes before compression; null is no limit, which is the default.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Bytes, before and after decompression; null is no limit, the default 4 MB.</summary>
    public int? MaxReceiveMessageSize { get; set; } = MaxReceiveMessageSizeDefault;

    /// <summary>Null is gzip and deflate.</summary>
    public IList<ICompressionProvider>? CompressionProviders { get; set; }

    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>What sends the requests, in place of <see cref="HttpHandler"/>; its own timeout applies to each call.</summary>
    public HttpClient? HttpClient { get; set; }

    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether disposing the channel disposes the given client or handler.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>Whether a cancelled or overdue call throws <see cref="OperationCanceledException"/> instead of <see cref="RpcException"/>.</summary>
    public bool ThrowOperationCanceledOnCancellation { get; set; }

    /// <summary>Whether call credentials go over connections without TLS.</summary>
    public bool UnsafeUseInsecureChannelCallCredentials { get; set; }

    /// <summary>HTTP/2 by default; HTTP/1.1 is for gRPC-web.</summary>
    public Version? HttpVersion { get; set; }

    /// <summary>Exactly <see cref="HttpVersion"/> by default.</summary>
    public HttpVersionPolicy? HttpVersionPolicy { get; set; }
}
