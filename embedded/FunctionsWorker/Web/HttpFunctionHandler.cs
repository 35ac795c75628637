using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Web;

/// <summary>One HTTP function: key, invocation, response.</summary>
sealed class HttpFunctionHandler(FunctionDescriptor function, FunctionKeys keys, FunctionPipeline pipeline, ILogger<HttpFunctionHandler> logger)
{
    readonly AuthorizationLevel _level = ((HttpTriggerAttribute)function.Trigger).AuthLevel;

    /// <summary>401 without the key, 400 for a parameter that the request does not give, 500 for a failure of the function.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        if (!keys.Allows(http.Request, _level))
        {
            FunctionsWorkerLog.RequestRefused(logger, function.Name, "no valid key");
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        try
        {
            EmbeddedFunctionContext context = new(function, http, http.RequestServices, http.RequestAborted)
            {
                InstanceServices = http.RequestServices,
                BindingData = BindingDataOf(http.Request),
            };
            await HttpFunctionResult.WriteAsync(await pipeline.InvokeAsync(context), http);
        }
        catch (FunctionInputConverterException e)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(http, e.StatusCode, e.Message);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone; there is nobody to answer.
        }
        catch (Exception) when (!http.Response.HasStarted)
        {
            // The pipeline has logged it. Like the real host, the answer says nothing of the cause.
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    static Dictionary<string, object?> BindingDataOf(HttpRequest request)
    {
        Dictionary<string, object?> data = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues value) in request.Query)
            data[name] = value.ToString();
        foreach ((string name, object? value) in request.RouteValues)
            data[name] = value;
        return data;
    }

    async Task RefuseAsync(HttpContext http, int status, string reason)
    {
        FunctionsWorkerLog.RequestRefused(logger, function.Name, reason);
        if (http.Response.HasStarted)
            return;
        http.Response.Clear();
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(reason, http.RequestAborted);
    }
}
