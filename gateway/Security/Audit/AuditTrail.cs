using System.Data.Common;
using Google.Protobuf;
using Grpc.Core;
using Orchestrator.Core.Access;
using Orchestrator.Gateway.Interceptors;

namespace Orchestrator.Gateway.Security.Audit;

/// <summary>
/// Writes the audit rows. What a call changed carries its actor in the same transaction; the row here tells of the call, whatever
/// came of it, so one that cannot be written is logged and takes nothing back.
/// </summary>
sealed class AuditTrail(IAuditLog log, ILogger<AuditTrail> logger)
{
    const string Denied = "denied";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<TResponse> FollowAsync<TResponse>(IMessage request, ServerCallContext context, Func<Task<TResponse>> call)
        where TResponse : class
    {
        TResponse response;
        try
        {
            response = await call();
        }
        catch (Exception e) when (e is not PermissionDeniedException)
        {
            await RecordAsync(request, response: null, context, OutcomeOf(e, context), AuditSubject.NamespaceOf(request));
            throw;
        }

        await RecordAsync(request, response as IMessage, context, "ok", AuditSubject.NamespaceOf(request));
        return response;
    }

    public Task RecordDeniedAsync(IMessage request, ServerCallContext context, PermissionDeniedException denied) =>
        RecordAsync(request, response: null, context, Denied, denied.Details["namespace"]);

    async Task RecordAsync(IMessage request, IMessage? response, ServerCallContext context, string outcome, string @namespace)
    {
        string action = context.Method[(context.Method.LastIndexOf('.') + 1)..];
        (string? kind, Guid? id) = AuditSubject.Of(request, response);
        Dictionary<string, string> details = AuditSubject.DetailsOf(request);
        details["request_id"] = RequestId.Of(context);
        details["namespace"] = AuditSubject.Clean(@namespace);
        var entry = new AuditEntry(Caller.Of(context).Actor, action, kind, id, AuditSubject.Clean(@namespace), outcome, details);

        // The caller may have hung up; the row is written all the same.
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await log.RecordAsync(entry, patience.Token);
        }
        catch (Exception e) when (e is DbException or TimeoutException or OperationCanceledException)
        {
            GatewayLog.AuditRowLost(logger, e, entry.Actor, entry.Action, entry.SubjectId, outcome);
        }
    }

    static string OutcomeOf(Exception error, ServerCallContext context)
    {
        StatusCode code = error is RpcException rpc ? rpc.StatusCode
            : context.CancellationToken.IsCancellationRequested ? StatusCode.Cancelled
            : ErrorStatus.Of(error).Code;
        return string.Concat($"{code}".Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
    }
}
