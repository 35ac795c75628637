using Google.Protobuf;
using Grpc.Core;
using Orchestrator.Core.Access;

namespace Orchestrator.Gateway.Security;

/// <summary>Lets a call in, or says why not: who calls, whether they call too often, what they may do where.</summary>
sealed class CallAccess(IEnumerable<ICallerAuthenticator> authenticators, SecuritySettings settings, CallRates rates)
{
    readonly ICallerAuthenticator[] _authenticators = [.. authenticators];

    /// <summary>Afterwards <see cref="Caller.Of(ServerCallContext)"/> knows the caller.</summary>
    /// <exception cref="UnauthenticatedException"/>
    /// <exception cref="RateExceededException"/>
    public async ValueTask<Caller> IdentifyAsync(ServerCallContext context)
    {
        Caller caller = settings.AsksNobody ? Caller.Anonymous : await AuthenticateAsync(context);
        caller.Attach(context);
        if (!caller.IsAnonymous)
        {
            rates.Take(caller);
        }

        return caller;
    }

    /// <exception cref="PermissionDeniedException">For one of the namespaces that the request names.</exception>
    public static void Demand(Caller caller, Permission needed, IMessage request)
    {
        if (caller.Grants.HoldEverywhere(needed | Permission.Read))
        {
            return;
        }

        foreach (NamedNamespace named in RequestNamespaces.Of(request))
        {
            caller.Demand(named.IsReference ? Permission.Read : needed, named.Name);
        }
    }

    async ValueTask<Caller> AuthenticateAsync(ServerCallContext context)
    {
        HttpContext http = context.GetHttpContext();
        foreach (ICallerAuthenticator authenticator in _authenticators)
        {
            if (await authenticator.AuthenticateAsync(http, context.CancellationToken) is { } caller)
            {
                return caller;
            }
        }

        throw new UnauthenticatedException(
            "CREDENTIALS_MISSING", $"This gateway asks who calls: send {string.Join(", or ", _authenticators.Select(a => a.Asks))}.");
    }
}
