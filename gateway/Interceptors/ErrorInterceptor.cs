using Grpc.Core;
using Grpc.Core.Interceptors;
using Orchestrator.Gateway.Security;

namespace Orchestrator.Gateway.Interceptors;

/// <summary>The one place where exceptions become gRPC statuses; see <see cref="ErrorStatus"/>.</summary>
sealed class ErrorInterceptor(
    GatewayMetrics metrics, IHostApplicationLifetime lifetime, TimeProvider timeProvider, ILogger<ErrorInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            TResponse response = await continuation(request, context);
            metrics.Count(context.Method, StatusCode.OK);
            return response;
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Translate(e, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
            metrics.Count(context.Method, StatusCode.OK);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Translate(e, context);
        }
    }

    RpcException Translate(Exception error, ServerCallContext context)
    {
        string requestId = RequestId.Of(context);
        bool stopping = lifetime.ApplicationStopping.IsCancellationRequested;
        bool ended = context.CancellationToken.IsCancellationRequested || (stopping && error is OperationCanceledException);
        ErrorStatus status = ended
            ? ErrorStatus.OfEndedCall(context.Deadline <= timeProvider.GetUtcNow().UtcDateTime, stopping)
            : ErrorStatus.Of(error);
        switch (status.Code)
        {
            case StatusCode.Internal:
                GatewayLog.CallFailed(logger, error, context.Method, requestId);
                break;
            case StatusCode.Unavailable when error is IdentityProviderUnavailableException:
                GatewayLog.IdentityProviderUnavailable(logger, error, context.Method, requestId);
                break;
            case StatusCode.Unauthenticated:
                GatewayLog.CallerUnknown(logger, context.Method, status.Reason, context.Peer, requestId);
                break;
            case StatusCode.Unavailable when !ended:
                GatewayLog.DatabaseUnavailable(logger, error, context.Method, requestId);
                break;
        }

        metrics.Count(context.Method, status.Code);
        return status.ToException(requestId);
    }
}
