using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Internal;

sealed class UnaryCallHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> invoker, MethodOptions options, ILogger logger)
    : ServerCallHandler<TRequest, TResponse>(method, options, logger)
    where TRequest : class
    where TResponse : class
{
    protected override async Task InvokeAsync(HttpContext httpContext, HttpContextServerCallContext call)
    {
        TRequest request = await ReadRequestAsync(call);
        await WriteResponseAsync(call, await invoker(request, call));
    }
}

sealed class ServerStreamingCallHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse> invoker, MethodOptions options, ILogger logger)
    : ServerCallHandler<TRequest, TResponse>(method, options, logger)
    where TRequest : class
    where TResponse : class
{
    protected override async Task InvokeAsync(HttpContext httpContext, HttpContextServerCallContext call)
    {
        LongRequests.LiftRequestTimeout(httpContext);
        TRequest request = await ReadRequestAsync(call);
        await invoker(request, new ResponseStreamWriter<TResponse>(call, Method.ResponseMarshaller), call);
    }
}

sealed class ClientStreamingCallHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse> invoker, MethodOptions options, ILogger logger)
    : ServerCallHandler<TRequest, TResponse>(method, options, logger)
    where TRequest : class
    where TResponse : class
{
    protected override async Task InvokeAsync(HttpContext httpContext, HttpContextServerCallContext call)
    {
        LongRequests.LiftRequestTimeout(httpContext);
        LongRequests.LiftBodyLimits(httpContext);
        var requests = new RequestStreamReader<TRequest>(call, Method.RequestMarshaller);
        await WriteResponseAsync(call, await invoker(requests, call));
    }
}

sealed class DuplexStreamingCallHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse> invoker, MethodOptions options, ILogger logger)
    : ServerCallHandler<TRequest, TResponse>(method, options, logger)
    where TRequest : class
    where TResponse : class
{
    protected override async Task InvokeAsync(HttpContext httpContext, HttpContextServerCallContext call)
    {
        LongRequests.LiftRequestTimeout(httpContext);
        LongRequests.LiftBodyLimits(httpContext);
        await invoker(
            new RequestStreamReader<TRequest>(call, Method.RequestMarshaller),
            new ResponseStreamWriter<TResponse>(call, Method.ResponseMarshaller),
            call);
    }
}
