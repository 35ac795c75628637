namespace Grpc.AspNetCore.Server.Model;

/// <summary>Finds the gRPC methods of a service type.</summary>
public interface IServiceMethodProvider<TService>
    where TService : class
{
    void OnServiceMethodDiscovery(ServiceMethodProviderContext<TService> context);
}
