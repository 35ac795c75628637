using System.Net;
using System.Net.Http.Headers;

namespace Grpc.Net.Client.Web.Internal;

/// <summary>A gRPC-web body as the gRPC body that it carries; the trailers at its end go where HTTP/2 has them.</summary>
sealed class GrpcWebResponseContent : HttpContent
{
    readonly HttpContent _inner;
    readonly bool _isText;
    readonly HttpResponseHeaders _trailers;

    public GrpcWebResponseContent(HttpContent inner, bool isText, HttpResponseHeaders trailers)
    {
        _inner = inner;
        _isText = isText;
        _trailers = trailers;
        foreach ((string name, HeaderStringValues values) in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }

        Headers.ContentType = new MediaTypeHeaderValue(Grpc.Internal.GrpcContentType.Grpc);
    }

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) =>
        Wrap(_inner.ReadAsStream(cancellationToken));

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        Wrap(await _inner.ReadAsStreamAsync(cancellationToken));

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using Stream body = await CreateContentReadStreamAsync();
        await body.CopyToAsync(stream);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    GrpcWebResponseStream Wrap(Stream body) => new(_isText ? new Base64ReadStream(body) : body, _trailers);
}
