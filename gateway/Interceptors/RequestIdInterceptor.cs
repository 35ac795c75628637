using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Orchestrator.Gateway.Interceptors;

/// <summary>Returns the request id in the trailers and puts it on every log line of the call.</summary>
sealed class RequestIdInterceptor(ILogger<RequestIdInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        using IDisposable? scope = Begin(context);
        return await continuation(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using IDisposable? scope = Begin(context);
        await continuation(request, responseStream, context);
    }

    IDisposable? Begin(ServerCallContext context)
    {
        string id = RequestId.Of(context);
        context.ResponseTrailers.Add(RequestId.Header, id);
        return logger.BeginScope(new KeyValuePair<string, object>[] { new("RequestId", id) });
    }
}
