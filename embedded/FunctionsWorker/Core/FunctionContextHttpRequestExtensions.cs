using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Invocation;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextHttpRequestExtensions
{
    /// <returns>Null for a function that no request started.</returns>
    public static ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context)
        => new(context.GetHttpContext() is { } http ? AspNetCoreHttpRequestData.Of(context, http) : null);

    /// <returns>Null when the function has not returned, or returned something else.</returns>
    public static HttpResponseData? GetHttpResponseData(this FunctionContext context)
        => (context as EmbeddedFunctionContext)?.Result as HttpResponseData;
}
