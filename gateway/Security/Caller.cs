using Grpc.Core;
using Orchestrator.Core.Access;

namespace Orchestrator.Gateway.Security;

/// <summary>Who calls, and what they may do where.</summary>
/// <param name="Actor"><c>api:&lt;client&gt;</c> or <c>manual:&lt;user&gt;</c>, up to 100 characters.</param>
/// <param name="RateKey">Whose allowance of requests the call takes from: one key's, one user's.</param>
/// <param name="RequestsPerMinute">The caller's own limit; null: the gateway's.</param>
sealed record Caller(string Actor, string RateKey, Grants Grants, int? RequestsPerMinute = null)
{
    static readonly object Key = new();

    /// <summary>Everybody, where nobody is asked: may do everything, without a limit.</summary>
    public static Caller Anonymous { get; } = new("api:anonymous", "", Grants.Everything);

    public bool IsAnonymous => ReferenceEquals(this, Anonymous);

    /// <summary>Whom <see cref="AccessInterceptor"/> let in.</summary>
    public static Caller Of(ServerCallContext context) => (Caller)context.UserState[Key];

    /// <summary>For what is far from the call's context; null outside a call.</summary>
    public static Caller? Of(HttpContext? http) => http?.Items[Key] as Caller;

    public void Attach(ServerCallContext context)
    {
        context.UserState[Key] = this;
        context.GetHttpContext().Items[Key] = this;
    }

    /// <exception cref="PermissionDeniedException"/>
    public void Demand(Permission needed, string @namespace)
    {
        if (!Grants.Hold(needed, @namespace))
        {
            throw new PermissionDeniedException(needed, @namespace, Grants.HoldNowhere(needed));
        }
    }
}
