using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Takes an interceptor without own arguments from the request's scope where it is registered, else makes it.</summary>
sealed class InterceptorActivator<TInterceptor> : IGrpcInterceptorActivator<TInterceptor>
    where TInterceptor : Interceptor
{
    public GrpcActivatorHandle<Interceptor> Create(IServiceProvider serviceProvider, InterceptorRegistration interceptorRegistration) =>
        interceptorRegistration.Arguments.Count == 0 && serviceProvider.GetService<TInterceptor>() is { } registered
            ? new(registered, created: false, state: null)
            : new((Interceptor)interceptorRegistration.CreateInstance(serviceProvider), created: true, state: null);

    public ValueTask ReleaseAsync(GrpcActivatorHandle<Interceptor> interceptor) =>
        interceptor.Created ? ActivatedInstance.DisposeAsync(interceptor.Instance) : default;
}
