using Orchestrator.Core.Access;
using Orchestrator.Core.Validation;

namespace Orchestrator.Gateway.Security;

/// <summary>Nobody, or nobody whom this gateway knows. UNAUTHENTICATED.</summary>
/// <param name="reason">CREDENTIALS_MISSING, KEY_UNKNOWN, KEY_EXPIRED, KEY_REVOKED, TOKEN_INVALID.</param>
sealed class UnauthenticatedException(string reason, string message)
    : RequestRefusedException(reason, message, new Dictionary<string, string>());

/// <summary>
/// The caller is known and may not. PERMISSION_DENIED. It says the same of a namespace that exists and of one that does not; what
/// lies in another namespace is never looked for, so an id from there is NOT_FOUND like any that does not exist.
/// </summary>
sealed class PermissionDeniedException(Permission needed, string @namespace, bool nowhere) : RequestRefusedException(
    "PERMISSION_DENIED",
    nowhere
        ? $"This takes the permission {PermissionNames.Of(needed)[0]}, which the caller does not have."
        : $"The caller does not have the permission {PermissionNames.Of(needed)[0]} in namespace {@namespace}.",
    new Dictionary<string, string> { ["permission"] = PermissionNames.Of(needed)[0], ["namespace"] = @namespace });

/// <summary>RESOURCE_EXHAUSTED, with RetryInfo.</summary>
sealed class RateExceededException(string message, TimeSpan retryAfter)
    : RequestRefusedException("RATE_EXCEEDED", message, new Dictionary<string, string>())
{
    public TimeSpan RetryAfter => retryAfter;
}

/// <summary>Whose tokens are to be checked cannot be asked for its keys. UNAVAILABLE.</summary>
sealed class IdentityProviderUnavailableException(Exception cause)
    : Exception("The token issuer's keys cannot be read.", cause);
