using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Web.Internal;

/// <summary>Stands in for a request's body and trailer features: bodies pass through base64 in text mode, trailers end the body.</summary>
sealed class GrpcWebFeature : IRequestBodyPipeFeature, IHttpResponseBodyFeature, IHttpResponseTrailersFeature, IHttpResetFeature
{
    readonly HttpContext _httpContext;
    readonly IRequestBodyPipeFeature? _request;
    readonly IHttpResponseBodyFeature _response;
    readonly IHttpResponseTrailersFeature? _trailers;
    readonly IHttpResetFeature? _reset;
    Stream? _stream;
    bool _ended;

    public GrpcWebFeature(HttpContext httpContext, bool isTextRequest, bool isTextResponse)
    {
        IFeatureCollection features = httpContext.Features;
        _httpContext = httpContext;
        _request = features.Get<IRequestBodyPipeFeature>();
        _response = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        _trailers = features.Get<IHttpResponseTrailersFeature>();
        _reset = features.Get<IHttpResetFeature>();
        PipeReader reader = httpContext.Request.BodyReader;
        PipeWriter writer = httpContext.Response.BodyWriter;
        Reader = isTextRequest ? new Base64PipeReader(reader) : reader;
        Writer = isTextResponse ? new Base64PipeWriter(writer) : writer;
        features.Set<IRequestBodyPipeFeature>(this);
        features.Set<IHttpResponseBodyFeature>(this);
        features.Set<IHttpResponseTrailersFeature>(this);
        features.Set<IHttpResetFeature>(this);
    }

    public PipeReader Reader { get; }

    public PipeWriter Writer { get; }

    public Stream Stream => _stream ??= Writer.AsStream();

    public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();

    public Task StartAsync(CancellationToken cancellationToken = default) => _response.StartAsync(cancellationToken);

    public async Task CompleteAsync()
    {
        await EndAsync();
        await _response.CompleteAsync();
    }

    /// <summary>Writes what is left and the trailers; a response that never started has its trailers in the headers.</summary>
    public async Task EndAsync()
    {
        if (_ended || !_httpContext.Response.HasStarted)
        {
            return;
        }

        _ended = true;
        if (Trailers.Count > 0)
        {
            TrailersFrame.Write(Trailers, Writer);
        }

        await Writer.FlushAsync(_httpContext.RequestAborted);
    }

    public void Detach()
    {
        IFeatureCollection features = _httpContext.Features;
        features.Set(_request);
        features.Set(_response);
        features.Set(_trailers);
        features.Set(_reset);
    }

    public void DisableBuffering() => _response.DisableBuffering();

    public void Reset(int errorCode) => _reset?.Reset(errorCode);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Sending a file during a gRPC call is not supported.");
}
