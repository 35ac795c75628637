using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.Web;

/// <summary>Sends what an HTTP function returned.</summary>
static class HttpFunctionResult
{
    /// <summary>
    /// MVC and minimal API results run themselves; text goes as text, any other value as JSON. Null leaves the response as the function
    /// left it.
    /// </summary>
    public static Task WriteAsync(object? result, HttpContext http) => result switch
    {
        null => Task.CompletedTask,
        IActionResult action => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
        IResult minimal => minimal.ExecuteAsync(http),
        AspNetCoreHttpResponseData response => response.WriteToAsync(http.Response, http.RequestAborted),
        string text => Results.Text(text).ExecuteAsync(http),
        _ => Results.Json(result).ExecuteAsync(http),
    };
}
