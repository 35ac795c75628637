using Grpc.Core;
using Grpc.Internal;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Refuses requests that cannot be gRPC calls before anything of a call is set up.</summary>
static class RequestCheck
{
    public static bool IsCorsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod);

    /// <returns>False when the response already says what is wrong: 405, 415 or 426.</returns>
    public static bool Accept(HttpContext httpContext)
    {
        HttpRequest request = httpContext.Request;
        HttpResponse response = httpContext.Response;
        if (IsCorsPreflight(request))
        {
            response.Headers.Allow = HttpMethods.Post;
            Refuse(
                response,
                StatusCodes.Status405MethodNotAllowed,
                "Unhandled CORS preflight request received. CORS may not be configured correctly in the application.");
            return false;
        }

        if (!GrpcContentType.Is(GrpcContentType.Grpc, request.ContentType))
        {
            Refuse(
                response,
                StatusCodes.Status415UnsupportedMediaType,
                request.ContentType is null
                    ? "Content-Type is missing from the request."
                    : $"Content-Type '{request.ContentType}' is not supported.");
            return false;
        }

        if (!HttpProtocol.IsHttp2(request.Protocol) && !HttpProtocol.IsHttp3(request.Protocol))
        {
            response.Headers.Upgrade = HttpProtocol.Http2;
            Refuse(response, StatusCodes.Status426UpgradeRequired, $"Request protocol '{request.Protocol}' is not supported.");
            return false;
        }

        return true;
    }

    static void Refuse(HttpResponse response, int httpStatusCode, string detail)
    {
        response.StatusCode = httpStatusCode;
        ResponseStatus.Write(response.Headers, new Status(StatusCode.Internal, detail));
    }
}
