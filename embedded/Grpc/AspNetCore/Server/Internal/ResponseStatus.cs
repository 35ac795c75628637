using System.Globalization;
using Grpc.Core;
using Grpc.Internal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Puts a call's end on the wire.</summary>
static class ResponseStatus
{
    public static void Write(IHeaderDictionary destination, Status status)
    {
        destination[GrpcHeaders.Status] = ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture);
        destination[GrpcHeaders.Message] = string.IsNullOrEmpty(status.Detail) ? default : PercentEncoding.Encode(status.Detail);
    }

    /// <summary>The trailers; while nothing is sent yet, the headers (a "trailers-only" response).</summary>
    /// <exception cref="InvalidOperationException">The server has no trailers.</exception>
    public static IHeaderDictionary GetDestination(HttpResponse response) =>
        !response.HasStarted
            ? response.Headers
            : response.HttpContext.Features.Get<IHttpResponseTrailersFeature>()?.Trailers is { IsReadOnly: false } trailers
                ? trailers
                : throw new InvalidOperationException("Trailers are not supported for this response. The server may not support gRPC.");
}
