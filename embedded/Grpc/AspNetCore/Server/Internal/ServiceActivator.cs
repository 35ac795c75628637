using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Takes the service from the request's scope where it is registered, else makes it, with its dependencies from there.</summary>
sealed class ServiceActivator<TService> : IGrpcServiceActivator<TService>
    where TService : class
{
    static readonly Lazy<ObjectFactory<TService>> Factory = new(static () => ActivatorUtilities.CreateFactory<TService>(Type.EmptyTypes));

    public GrpcActivatorHandle<TService> Create(IServiceProvider serviceProvider) =>
        serviceProvider.GetService<TService>() is { } registered
            ? new(registered, created: false, state: null)
            : new(Factory.Value(serviceProvider, []), created: true, state: null);

    public ValueTask ReleaseAsync(GrpcActivatorHandle<TService> service) =>
        service.Created ? ActivatedInstance.DisposeAsync(service.Instance) : default;
}
