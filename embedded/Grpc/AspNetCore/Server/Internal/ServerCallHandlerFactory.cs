using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Makes the request delegate of each method of a service: interceptors, activation and the wire protocol around the method.</summary>
sealed class ServerCallHandlerFactory<TService>(
    IOptions<GrpcServiceOptions> globalOptions,
    IOptions<GrpcServiceOptions<TService>> serviceOptions,
    IGrpcServiceActivator<TService> activator,
    ILoggerFactory loggerFactory)
    where TService : class
{
    readonly MethodOptions _options = new(globalOptions.Value, serviceOptions.Value);
    readonly ILogger _logger = loggerFactory.CreateLogger("Grpc.AspNetCore.Server.ServerCallHandler");

    public bool IgnoresUnknownServices => globalOptions.Value.IgnoreUnknownServices ?? false;

    public bool IgnoresUnknownMethods => serviceOptions.Value.IgnoreUnknownServices ?? IgnoresUnknownServices;

    public RequestDelegate Create<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class
    {
        UnaryServerMethod<TRequest, TResponse> pipeline = InterceptorPipeline.Build<TRequest, TResponse>(_options.Interceptors, Core);
        return new UnaryCallHandler<TRequest, TResponse>(method, pipeline, _options, _logger).HandleAsync;

        Task<TResponse> Core(TRequest request, ServerCallContext context) =>
            WithServiceAsync(context, (invoker, request), static (service, call, context) => call.invoker(service, call.request, context));
    }

    public RequestDelegate Create<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class
    {
        ClientStreamingServerMethod<TRequest, TResponse> pipeline = InterceptorPipeline.Build<TRequest, TResponse>(_options.Interceptors, Core);
        return new ClientStreamingCallHandler<TRequest, TResponse>(method, pipeline, _options, _logger).HandleAsync;

        Task<TResponse> Core(IAsyncStreamReader<TRequest> requests, ServerCallContext context) =>
            WithServiceAsync(context, (invoker, requests), static (service, call, context) => call.invoker(service, call.requests, context));
    }

    public RequestDelegate Create<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class
    {
        ServerStreamingServerMethod<TRequest, TResponse> pipeline = InterceptorPipeline.Build<TRequest, TResponse>(_options.Interceptors, Core);
        return new ServerStreamingCallHandler<TRequest, TResponse>(method, pipeline, _options, _logger).HandleAsync;

        Task Core(TRequest request, IServerStreamWriter<TResponse> responses, ServerCallContext context) =>
            WithServiceAsync(context, (invoker, request, responses), static async (service, call, context) =>
            {
                await call.invoker(service, call.request, call.responses, context);
                return true;
            });
    }

    public RequestDelegate Create<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class
    {
        DuplexStreamingServerMethod<TRequest, TResponse> pipeline = InterceptorPipeline.Build<TRequest, TResponse>(_options.Interceptors, Core);
        return new DuplexStreamingCallHandler<TRequest, TResponse>(method, pipeline, _options, _logger).HandleAsync;

        Task Core(IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> responses, ServerCallContext context) =>
            WithServiceAsync(context, (invoker, requests, responses), static async (service, call, context) =>
            {
                await call.invoker(service, call.requests, call.responses, context);
                return true;
            });
    }

    async Task<TResult> WithServiceAsync<TCall, TResult>(
        ServerCallContext context, TCall call, Func<TService, TCall, ServerCallContext, Task<TResult>> invoke)
    {
        GrpcActivatorHandle<TService> service = activator.Create(context.GetHttpContext().RequestServices);
        try
        {
            return await invoke(service.Instance, call, context);
        }
        finally
        {
            await activator.ReleaseAsync(service);
        }
    }
}
