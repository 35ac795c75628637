using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Internal;

namespace Grpc.Net.Client.Internal;

/// <summary>Reads a call's end from an HTTP response, or from the error in its place.</summary>
static class ResponseStatus
{
    /// <summary>A response whose headers have the status already has no messages.</summary>
    public static bool IsTrailersOnly(HttpResponseMessage response) => response.Headers.NonValidated.Contains(GrpcHeaders.Status);

    /// <returns>Null when the headers are those of a gRPC response.</returns>
    public static Status? CheckHeaders(HttpResponseMessage response)
    {
        if (IsTrailersOnly(response))
        {
            return null;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new Status(FromHttp(response.StatusCode), $"Bad gRPC response. HTTP status code: {(int)response.StatusCode}");
        }

        if (response.Version < HttpVersion.Version20)
        {
            return new Status(
                StatusCode.Internal, $"Bad gRPC response. Response protocol downgraded to HTTP/{response.Version.ToString(2)}.");
        }

        string? contentType = response.Content.Headers.ContentType?.ToString();
        return contentType is null
            ? new Status(StatusCode.Cancelled, "Bad gRPC response. Response did not have a content-type header.")
            : GrpcContentType.Is(GrpcContentType.Grpc, contentType)
                ? null
                : new Status(StatusCode.Cancelled, $"Bad gRPC response. Invalid content-type value: {contentType}");
    }

    /// <returns>Null when there is no status.</returns>
    public static Status? Read(HttpHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues(GrpcHeaders.Status, out HeaderStringValues values))
        {
            return null;
        }

        string text = values.ToString();
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int code))
        {
            return new Status(StatusCode.Cancelled, $"Unexpected grpc-status value: {text}");
        }

        string detail = headers.NonValidated.TryGetValues(GrpcHeaders.Message, out HeaderStringValues message)
            ? PercentEncoding.Decode(message.ToString())
            : "";
        return new Status((StatusCode)code, detail);
    }

    public static Metadata ToMetadata(HttpHeaders headers)
    {
        var metadata = new Metadata();
        foreach ((string name, HeaderStringValues values) in headers.NonValidated)
        {
            if (GrpcHeaders.IsReserved(name))
            {
                continue;
            }

            foreach (string value in values)
            {
                GrpcHeaders.AddTo(metadata, name, value);
            }
        }

        return metadata;
    }

    /// <summary>A server that cannot be reached, or was lost, is UNAVAILABLE; an HTTP/2 error code says more.</summary>
    /// <param name="deadlinePassed">The server may notice the deadline first, and reset the stream.</param>
    public static Status FromTransportError(Exception error, string summary, bool deadlinePassed)
    {
        StatusCode? code = null;
        bool lost = false;
        string detail = summary;
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            detail += $" {e.GetType().Name}: {e.Message}";
            lost |= e is IOException or System.Net.Sockets.SocketException;
            if (e is HttpProtocolException protocol)
            {
                code = FromHttp2(protocol.ErrorCode);
            }
        }

        code ??= error is OperationCanceledException ? StatusCode.Cancelled : lost ? StatusCode.Unavailable : StatusCode.Internal;
        return code == StatusCode.Cancelled && deadlinePassed
            ? new Status(StatusCode.DeadlineExceeded, "", error)
            : new Status(code.Value, detail, error);
    }

    // github.com/grpc/grpc, doc/http-grpc-status-mapping.md
    static StatusCode FromHttp(HttpStatusCode httpStatusCode) => (int)httpStatusCode switch
    {
        400 or 431 => StatusCode.Internal,
        401 => StatusCode.Unauthenticated,
        403 => StatusCode.PermissionDenied,
        404 => StatusCode.Unimplemented,
        429 or 502 or 503 or 504 => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };

    // github.com/grpc/grpc, doc/PROTOCOL-HTTP2.md, "HTTP2 Transport Mapping", Errors
    static StatusCode FromHttp2(long errorCode) => errorCode switch
    {
        0x7 => StatusCode.Unavailable,
        0x8 => StatusCode.Cancelled,
        0xb => StatusCode.ResourceExhausted,
        0xc => StatusCode.PermissionDenied,
        _ => StatusCode.Internal,
    };
}
