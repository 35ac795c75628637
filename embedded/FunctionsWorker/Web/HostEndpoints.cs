using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Web;

/// <summary>What the real host answers about itself: <c>/admin/host/ping</c> (anybody) and <c>/admin/host/status</c> (master key).</summary>
static class HostEndpoints
{
    public static void MapHost(this IEndpointRouteBuilder endpoints)
    {
        FunctionKeys keys = endpoints.ServiceProvider.GetRequiredService<FunctionKeys>();
        endpoints.MapMethods("/admin/host/ping", [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post], http =>
        {
            http.Response.StatusCode = StatusCodes.Status200OK;
            return Task.CompletedTask;
        });
        endpoints.MapGet("/admin/host/status", http => keys.Allows(http.Request, AuthorizationLevel.Admin)
            ? Results.Json(new { state = "Running", version = typeof(HostEndpoints).Assembly.GetName().Version?.ToString() }).ExecuteAsync(http)
            : Results.Unauthorized().ExecuteAsync(http));
    }
}
