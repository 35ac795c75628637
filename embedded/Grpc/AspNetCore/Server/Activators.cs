using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server;

/// <summary>Makes and disposes the service instance of each call.</summary>
public interface IGrpcServiceActivator<TGrpcService>
    where TGrpcService : class
{
    GrpcActivatorHandle<TGrpcService> Create(IServiceProvider serviceProvider);

    ValueTask ReleaseAsync(GrpcActivatorHandle<TGrpcService> service);
}

/// <summary>Makes and disposes the interceptor instance of each call.</summary>
public interface IGrpcInterceptorActivator
{
    GrpcActivatorHandle<Interceptor> Create(IServiceProvider serviceProvider, InterceptorRegistration interceptorRegistration);

    ValueTask ReleaseAsync(GrpcActivatorHandle<Interceptor> interceptor);
}

public interface IGrpcInterceptorActivator<TInterceptor> : IGrpcInterceptorActivator
    where TInterceptor : Interceptor;
