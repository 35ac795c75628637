using System.Buffers;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Internal;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Grpc.AspNetCore.Server.Internal;

sealed partial class HttpContextServerCallContext
{
    Metadata? _requestHeaders;
    Metadata? _responseTrailers;

    protected override string MethodCore => httpContext.Request.Path.Value!;

    protected override string HostCore => httpContext.Request.Host.Value ?? "";

    protected override string PeerCore => httpContext.Connection.RemoteIpAddress is not { } address
        ? "unknown"
        : address.AddressFamily switch
        {
            AddressFamily.InterNetwork => $"ipv4:{address}:{httpContext.Connection.RemotePort}",
            AddressFamily.InterNetworkV6 => $"ipv6:[{address}]:{httpContext.Connection.RemotePort}",
            _ => $"unknown:{address}:{httpContext.Connection.RemotePort}",
        };

    protected override DateTime DeadlineCore => Deadline?.At ?? DateTime.MaxValue;

    protected override CancellationToken CancellationTokenCore => Token;

    protected override Metadata RequestHeadersCore => _requestHeaders ??= ReadHeaders(httpContext.Request.Headers);

    protected override Metadata ResponseTrailersCore => _responseTrailers ??= [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => field ??= PeerCertificate.ToAuthContext(httpContext.Connection.ClientCertificate);

    protected override IDictionary<object, object> UserStateCore => httpContext.Items!;

    ReadOnlySequence<byte> Decompress(ReadOnlySequence<byte> payload)
    {
        string? encoding = httpContext.Request.Headers[GrpcHeaders.Encoding];
        if (encoding is not null && encoding != GrpcHeaders.Identity && !options.Compression.Supports(encoding) && !httpContext.Response.HasStarted)
        {
            // The caller of an unknown encoding is told the known ones.
            httpContext.Response.Headers[GrpcHeaders.AcceptEncoding] = options.Compression.AcceptEncoding;
        }

        return options.Compression.Decompress(encoding, payload, options.MaxReceiveMessageSize);
    }

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        if (httpContext.Response.HasStarted)
        {
            throw new InvalidOperationException("Response headers can only be sent once per call.");
        }

        foreach (Metadata.Entry header in responseHeaders)
        {
            if (header.Key == GrpcHeaders.RequestedEncoding)
            {
                SetResponseEncoding(header.Value);
            }
            else
            {
                httpContext.Response.Headers.Append(header.Key, header.WireValue);
            }
        }

        await httpContext.Response.BodyWriter.FlushAsync(Token);
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("Propagation tokens are not supported: hand Deadline and CancellationToken on in the CallOptions.");

    void SetResponseEncoding(string encoding)
    {
        if (encoding != GrpcHeaders.Identity && !options.Compression.Supports(encoding))
        {
            throw new InvalidOperationException($"No compression provider of this service is named '{encoding}'.");
        }

        httpContext.Response.Headers[GrpcHeaders.Encoding] = encoding;
        _responseEncoding = encoding == GrpcHeaders.Identity ? null : encoding;
    }

    bool CallerAccepts(string encoding)
    {
        foreach (Range part in ((string?)httpContext.Request.Headers[GrpcHeaders.AcceptEncoding]).AsSpan().Split(','))
        {
            if (((string?)httpContext.Request.Headers[GrpcHeaders.AcceptEncoding]).AsSpan()[part].Trim().SequenceEqual(encoding))
            {
                return true;
            }
        }

        return false;
    }

    static Metadata ReadHeaders(IHeaderDictionary headers)
    {
        var metadata = new Metadata();
        foreach ((string name, StringValues values) in headers)
        {
            if (GrpcHeaders.IsReserved(name))
            {
                continue;
            }

            foreach (string? value in values)
            {
                GrpcHeaders.AddTo(metadata, name, value ?? "");
            }
        }

        return metadata;
    }
}
