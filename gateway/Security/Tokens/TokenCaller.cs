using System.Security.Claims;
using Orchestrator.Core.Access;

namespace Orchestrator.Gateway.Security.Tokens;

/// <summary>
/// Reads a caller from a token's claims, as Entra writes them. Role <c>Orchestrator.Write:team-a</c> is a permission in one
/// namespace; <c>Orchestrator.Write</c> one in the namespaces that the token's namespace claim lists, or in every one where no such
/// claim is set up.
/// </summary>
static class TokenCaller
{
    const string RolePrefix = "Orchestrator.";
    const int ActorMax = 100;

    public static Caller Of(ClaimsPrincipal principal, string? namespaceClaim)
    {
        string[] general = namespaceClaim is null
            ? [ApiKey.EveryNamespace]
            : [.. principal.FindAll(namespaceClaim).SelectMany(claim => claim.Value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))];
        var grants = Grants.Join(principal.FindAll("roles").SelectMany(role => GrantsOf(role.Value, general)));
        string actor = ActorOf(principal);
        return new Caller(actor, $"token:{First(principal, "oid", "sub") ?? actor}", grants);
    }

    static IEnumerable<(string Namespace, Permission Permissions)> GrantsOf(string role, string[] general)
    {
        if (!role.StartsWith(RolePrefix, StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        string[] parts = role[RolePrefix.Length..].Split(':', 2);
        Permission permission = PermissionNames.Parse(parts[0]);
        return permission == Permission.None ? []
            : parts.Length == 2 ? [(parts[1], permission)]
            : general.Select(name => (name, permission));
    }

    // A token of a program has no scopes that a user gave it (RFC 9068; Entra also says idtyp=app).
    static string ActorOf(ClaimsPrincipal principal)
    {
        bool isProgram = principal.HasClaim("idtyp", "app") || !principal.HasClaim(claim => claim.Type == "scp");
        string who = isProgram
            ? $"api:{First(principal, "azp", "appid", "client_id", "sub", "oid") ?? "unknown"}"
            : $"manual:{First(principal, "preferred_username", "upn", "email", "name", "oid", "sub") ?? "unknown"}";
        return who.Length > ActorMax ? who[..ActorMax] : who;
    }

    static string? First(ClaimsPrincipal principal, params ReadOnlySpan<string> claims)
    {
        foreach (string claim in claims)
        {
            if (principal.FindFirst(claim)?.Value is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }
}
