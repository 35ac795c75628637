using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Orchestrator.Core.Access;
using Orchestrator.Gateway.Security.Audit;

namespace Orchestrator.Gateway.Security;

/// <summary>
/// The gate that every call passes, unary or streaming, gRPC or gRPC-web. What an operator does, and whatever is denied, leaves an
/// audit row.
/// </summary>
sealed class AccessInterceptor(CallAccess access, AuditTrail audit) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            Permission needed = await AdmitAsync(request, context);
            return needed is Permission.Operate or Permission.Administer
                ? await audit.FollowAsync((IMessage)request, context, () => continuation(request, context))
                : await continuation(request, context);
        }
        catch (PermissionDeniedException denied)
        {
            await audit.RecordDeniedAsync((IMessage)request, context, denied);
            throw;
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
            await AdmitAsync(request, context);
            await continuation(request, responseStream, context);
        }
        catch (PermissionDeniedException denied)
        {
            await audit.RecordDeniedAsync((IMessage)request, context, denied);
            throw;
        }
    }

    // A request that comes in parts names its namespace when the call has begun: no such RPC exists, and none gets past here unseen.
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) => throw NotChecked(context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) => throw NotChecked(context);

    async Task<Permission> AdmitAsync<TRequest>(TRequest request, ServerCallContext context)
        where TRequest : class
    {
        Permission needed = MethodPermissions.Of(context.Method);
        Caller caller = await access.IdentifyAsync(context);
        CallAccess.Demand(caller, needed, (IMessage)request);
        return needed;
    }

    static InvalidOperationException NotChecked(ServerCallContext context) =>
        new($"{context.Method} streams its requests, and {nameof(AccessInterceptor)} checks single ones only");
}
