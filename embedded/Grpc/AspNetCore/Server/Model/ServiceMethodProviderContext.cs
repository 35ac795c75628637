using Grpc.AspNetCore.Server.Internal;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Model;

/// <summary>Collects the methods of a service; <c>metadata</c> goes to the method's endpoint.</summary>
public class ServiceMethodProviderContext<TService>
    where TService : class
{
    readonly ServerCallHandlerFactory<TService> _factory;

    internal ServiceMethodProviderContext(ServerCallHandlerFactory<TService> factory) => _factory = factory;

    internal List<ServiceMethod> Methods { get; } = [];

    public void AddUnaryMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        IList<object> metadata,
        UnaryServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => Methods.Add(new ServiceMethod(method, metadata, _factory.Create(method, invoker)));

    public void AddClientStreamingMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        IList<object> metadata,
        ClientStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => Methods.Add(new ServiceMethod(method, metadata, _factory.Create(method, invoker)));

    public void AddServerStreamingMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        IList<object> metadata,
        ServerStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => Methods.Add(new ServiceMethod(method, metadata, _factory.Create(method, invoker)));

    public void AddDuplexStreamingMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        IList<object> metadata,
        DuplexStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => Methods.Add(new ServiceMethod(method, metadata, _factory.Create(method, invoker)));
}
