using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Grpc.Internal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>A call on ASP.NET Core: what the service sees of the request, and how the response ends.</summary>
sealed partial class HttpContextServerCallContext(HttpContext httpContext, MethodOptions options, ILogger logger)
    : ServerCallContext, IServerCallContextFeature
{
    readonly ResponseWriter _writer = new(httpContext.Response, options);
    string? _responseEncoding;

    public HttpContext HttpContext => httpContext;

    public MethodOptions Options => options;

    /// <summary>Null where the caller set none.</summary>
    public new ServerCallDeadline? Deadline { get; private set; }

    public CancellationToken Token => Deadline?.Token ?? httpContext.RequestAborted;

    public MessageReader Requests => field ??= new MessageReader(httpContext.Request.BodyReader, options.MaxReceiveMessageSize, Decompress);

    public ServerCallContext ServerCallContext => this;

    /// <summary>Starts the clock and chooses the response's encoding.</summary>
    public void Start()
    {
        httpContext.Response.ContentType = GrpcContentType.Grpc;
        httpContext.Features.Get<IHttpActivityFeature>()?.Activity.AddTag("grpc.method", MethodCore);
        string? timeoutHeader = httpContext.Request.Headers[GrpcHeaders.Timeout];
        if (timeoutHeader is not null)
        {
            if (GrpcTimeout.TryDecode(timeoutHeader, out TimeSpan timeout) && timeout > TimeSpan.Zero)
            {
                Deadline = new ServerCallDeadline(timeout, httpContext.RequestAborted, TimeProvider.System);
            }
            else
            {
                GrpcLog.InvalidTimeoutIgnored(logger, timeoutHeader);
            }
        }

        if (options.ResponseCompressionAlgorithm is { } encoding && encoding != GrpcHeaders.Identity && CallerAccepts(encoding))
        {
            SetResponseEncoding(encoding);
        }
    }

    public Task WriteMessageAsync<T>(T message, Action<T, SerializationContext> serializer, WriteOptions? writeOptions, bool flush)
    {
        bool compress = _responseEncoding is not null && writeOptions?.Flags.HasFlag(WriteFlags.NoCompress) != true;
        return _writer.WriteAsync(message, serializer, compress ? _responseEncoding : null, flush, Token);
    }

    /// <summary>Ends the call with the status that the handler set, OK if none.</summary>
    public async Task EndAsync()
    {
        await _writer.EndAsync();
        WriteTrailers();
    }

    public async Task EndWithErrorAsync(Exception error)
    {
        await _writer.EndAsync();
        StatusCore = ToStatus(error);
        WriteTrailers();
    }

    /// <summary>Tells the caller that its deadline passed, although the handler still works.</summary>
    public async Task EndByDeadlineAsync()
    {
        GrpcLog.DeadlineExceeded(logger, MethodCore);
        await _writer.EndAsync();
        StatusCore = new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded");
        _responseTrailers?.Clear();
        WriteTrailers();
        await httpContext.Response.CompleteAsync();
    }

    Status ToStatus(Exception error)
    {
        if (error is RpcException rpc)
        {
            GrpcLog.CallFailed(logger, rpc.Status.DebugException, MethodCore, rpc.StatusCode, rpc.Status.Detail);
            foreach (Metadata.Entry trailer in rpc.Trailers)
            {
                ResponseTrailersCore.Add(trailer);
            }

            return rpc.Status;
        }

        if (error is OperationCanceledException or IOException && Token.IsCancellationRequested)
        {
            GrpcLog.CallCancelled(logger, MethodCore);
            return new Status(StatusCode.Cancelled, "The call was cancelled.", error);
        }

        GrpcLog.HandlerFailed(logger, error, MethodCore);
        return new Status(StatusCode.Unknown, DescribeToCaller(error), error);
    }

    string DescribeToCaller(Exception error)
    {
        string text = "Exception was thrown by handler.";
        for (Exception? e = options.EnableDetailedErrors ? error : null; e is not null; e = e.InnerException)
        {
            text += $" {e.GetType().Name}: {e.Message}";
        }

        return text;
    }

    void WriteTrailers()
    {
        Status status = StatusCore;
        IHeaderDictionary destination = ResponseStatus.GetDestination(httpContext.Response);
        foreach (Metadata.Entry trailer in _responseTrailers ?? Metadata.Empty)
        {
            string value = trailer.WireValue;
            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                GrpcLog.TrailerRefused(logger, trailer.Key, MethodCore);
                status = new Status(StatusCode.Internal, $"Response trailer '{trailer.Key}' has a character other than printable ASCII.");
            }
            else
            {
                destination.Append(trailer.Key, value);
            }
        }

        ResponseStatus.Write(destination, status);
        if (httpContext.Features.Get<IHttpActivityFeature>()?.Activity is Activity activity)
        {
            activity.AddTag("grpc.status_code", ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture));
        }
    }
}
