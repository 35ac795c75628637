using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Invocation;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextExtensions
{
    /// <returns>Null for a function that no request started.</returns>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (context as EmbeddedFunctionContext)?.TriggerData as HttpContext;
    }
}
