using Microsoft.Net.Http.Headers;

namespace Orchestrator.Gateway.Security;

/// <summary>
/// For pages and whatever else a browser shows: no framing, no sniffing, nothing loaded from elsewhere. gRPC and gRPC-web answers
/// are read by programs and stay as they are.
/// </summary>
static class SecurityHeaders
{
    const string ContentPolicy =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; " +
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) != true)
        {
            IHeaderDictionary headers = context.Response.Headers;
            headers[HeaderNames.XContentTypeOptions] = "nosniff";
            headers[HeaderNames.XFrameOptions] = "DENY";
            headers[HeaderNames.ContentSecurityPolicy] = ContentPolicy;
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        }

        return next(context);
    });
}
