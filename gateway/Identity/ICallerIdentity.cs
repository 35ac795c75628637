using Grpc.Core;

namespace Orchestrator.Gateway.Identity;

/// <summary>Who calls, from what the transport proves; never from the message.</summary>
interface ICallerIdentity
{
    /// <returns>As audit rows and <c>triggered_by</c> have it: <c>api:&lt;client&gt;</c> or <c>manual:&lt;user&gt;</c>, up to 100 characters.</returns>
    string ActorOf(ServerCallContext context);
}

/// <summary>For a gateway that asks nobody who they are: everybody is <c>api:anonymous</c>.</summary>
sealed class AnonymousCallerIdentity : ICallerIdentity
{
    public string ActorOf(ServerCallContext context) => "api:anonymous";
}
