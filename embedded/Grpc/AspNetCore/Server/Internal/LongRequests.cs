using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Lifts the limits that are meant for ordinary requests from calls that stream.</summary>
static class LongRequests
{
    /// <summary>A client that streams may be silent for long and send much in all.</summary>
    public static void LiftBodyLimits(HttpContext httpContext)
    {
        if (httpContext.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        if (httpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
    }

    /// <summary>A stream lasts as long as its deadline, unless the endpoint itself has a timeout.</summary>
    public static void LiftRequestTimeout(HttpContext httpContext)
    {
        EndpointMetadataCollection? metadata = httpContext.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<RequestTimeoutAttribute>() is null && metadata?.GetMetadata<RequestTimeoutPolicy>() is null)
        {
            httpContext.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        }
    }
}
