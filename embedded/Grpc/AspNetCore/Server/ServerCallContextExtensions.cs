using Grpc.AspNetCore.Server.Internal;
using Microsoft.AspNetCore.Http;

namespace Grpc.Core;

public static class ServerCallContextExtensions
{
    /// <summary>Key in <see cref="ServerCallContext.UserState"/> under which a test's own context may carry an <see cref="HttpContext"/>.</summary>
    internal const string HttpContextKey = "__HttpContext";

    /// <exception cref="InvalidOperationException">The call does not run on ASP.NET Core.</exception>
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext)
    {
        ArgumentNullException.ThrowIfNull(serverCallContext);
        if (serverCallContext is HttpContextServerCallContext call)
        {
            return call.HttpContext;
        }

        return serverCallContext.UserState.TryGetValue(HttpContextKey, out object? value) && value is HttpContext httpContext
            ? httpContext
            : throw new InvalidOperationException(
                "Could not get HttpContext from ServerCallContext. HttpContext can only be accessed when gRPC services are hosted by ASP.NET Core.");
    }
}
