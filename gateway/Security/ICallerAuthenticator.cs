namespace Orchestrator.Gateway.Security;

/// <summary>One way to prove who calls.</summary>
interface ICallerAuthenticator
{
    /// <summary>What a client should send, for the sentence "send ...".</summary>
    string Asks { get; }

    /// <returns>Null when the request brings nothing of this kind.</returns>
    /// <exception cref="UnauthenticatedException">It brings something that is no good.</exception>
    ValueTask<Caller?> AuthenticateAsync(HttpContext http, CancellationToken cancellationToken);
}
