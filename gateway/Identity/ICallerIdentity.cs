using Grpc.Core;
using Orchestrator.Gateway.Security;

namespace Orchestrator.Gateway.Identity;

/// <summary>Who calls, from what the transport proves; never from the message.</summary>
interface ICallerIdentity
{
    /// <returns>As audit rows and <c>triggered_by</c> have it: <c>api:&lt;client&gt;</c> or <c>manual:&lt;user&gt;</c>, up to 100 characters.</returns>
    string ActorOf(ServerCallContext context);
}

/// <summary>Whom <see cref="AccessInterceptor"/> let in; <c>api:anonymous</c> for everybody where the gateway asks nobody who they are.</summary>
sealed class AdmittedCaller : ICallerIdentity
{
    public string ActorOf(ServerCallContext context) => Caller.Of(context).Actor;
}
