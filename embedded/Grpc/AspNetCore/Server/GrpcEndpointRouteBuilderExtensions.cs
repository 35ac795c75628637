using Grpc.AspNetCore.Server.Internal;
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

public static class GrpcEndpointRouteBuilderExtensions
{
    /// <summary>Serves each method of the service under <c>/package.Service/Method</c>, and answers unknown methods with UNIMPLEMENTED.</summary>
    /// <exception cref="InvalidOperationException"><c>AddGrpc</c> was not called, or the type is no generated service.</exception>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService<TService>(this IEndpointRouteBuilder builder)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceProvider services = builder.ServiceProvider;
        if (services.GetService<MappedServices>() is not { } mapped)
        {
            throw new InvalidOperationException(
                "Unable to find the required services. Please add all the required services by calling " +
                "'IServiceCollection.AddGrpc' inside the call to 'ConfigureServices(...)' in the application startup code.");
        }

        var factory = services.GetRequiredService<ServerCallHandlerFactory<TService>>();
        var context = new ServiceMethodProviderContext<TService>(factory);
        foreach (IServiceMethodProvider<TService> provider in services.GetServices<IServiceMethodProvider<TService>>())
        {
            provider.OnServiceMethodDiscovery(context);
        }

        List<IEndpointConventionBuilder> endpoints = [.. context.Methods.Select(method => method.Map(builder, typeof(TService)))];
        endpoints.AddRange(UnknownCallEndpoints.Map(builder, mapped, factory, context.Methods));
        return new GrpcServiceEndpointConventionBuilder(endpoints);
    }
}
