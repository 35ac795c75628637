using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Puts interceptors around a method, the first one outermost; each call gets its own interceptor instances.</summary>
static class InterceptorPipeline
{
    public static UnaryServerMethod<TRequest, TResponse> Build<TRequest, TResponse>(
        IReadOnlyList<InterceptorRegistration> interceptors, UnaryServerMethod<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(method, static (next, registration) => (request, context) =>
            WithInterceptorAsync(registration, context, interceptor => interceptor.UnaryServerHandler(request, context, next)));

    public static ClientStreamingServerMethod<TRequest, TResponse> Build<TRequest, TResponse>(
        IReadOnlyList<InterceptorRegistration> interceptors, ClientStreamingServerMethod<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(method, static (next, registration) => (requests, context) =>
            WithInterceptorAsync(registration, context, interceptor => interceptor.ClientStreamingServerHandler(requests, context, next)));

    public static ServerStreamingServerMethod<TRequest, TResponse> Build<TRequest, TResponse>(
        IReadOnlyList<InterceptorRegistration> interceptors, ServerStreamingServerMethod<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(method, static (next, registration) => (request, responses, context) =>
            WithInterceptorAsync(registration, context, async interceptor =>
            {
                await interceptor.ServerStreamingServerHandler(request, responses, context, next);
                return true;
            }));

    public static DuplexStreamingServerMethod<TRequest, TResponse> Build<TRequest, TResponse>(
        IReadOnlyList<InterceptorRegistration> interceptors, DuplexStreamingServerMethod<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(method, static (next, registration) => (requests, responses, context) =>
            WithInterceptorAsync(registration, context, async interceptor =>
            {
                await interceptor.DuplexStreamingServerHandler(requests, responses, context, next);
                return true;
            }));

    static async Task<TResult> WithInterceptorAsync<TResult>(
        InterceptorRegistration registration, ServerCallContext context, Func<Interceptor, Task<TResult>> invoke)
    {
        IServiceProvider services = context.GetHttpContext().RequestServices;
        IGrpcInterceptorActivator activator = registration.GetActivator(services);
        GrpcActivatorHandle<Interceptor> handle = activator.Create(services, registration);
        try
        {
            return await invoke(handle.Instance);
        }
        finally
        {
            await activator.ReleaseAsync(handle);
        }
    }
}
