using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Web;

/// <summary>Maps HTTP functions, the management API and the host's own addresses.</summary>
static class HttpFunctionEndpoints
{
    public static void MapFunctions(this IEndpointRouteBuilder endpoints)
    {
        IServiceProvider services = endpoints.ServiceProvider;
        HttpRoutes routes = services.GetRequiredService<HttpRoutes>();
        foreach (FunctionDescriptor function in services.GetRequiredService<FunctionCatalog>().Of(TriggerKind.Http))
        {
            HttpFunctionHandler handler = ActivatorUtilities.CreateInstance<HttpFunctionHandler>(services, function);
            string template = $"/{routes.TemplateOf(function)}";
            if (((HttpTriggerAttribute)function.Trigger).Methods is { Length: > 0 } methods)
                endpoints.MapMethods(template, methods.Select(method => method.ToUpperInvariant()), handler.HandleAsync);
            else
                endpoints.Map(template, handler.HandleAsync);
        }
    }
}
