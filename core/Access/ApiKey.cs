namespace Orchestrator.Core.Access;

/// <summary>A row of <c>api_keys</c>, without its hash.</summary>
/// <param name="Name">The client: its calls are by <c>api:{Name}</c>. Keys of one client may share it, so that one can replace the other.</param>
/// <param name="Namespaces">Names; <see cref="EveryNamespace"/> for all that there are and will be.</param>
/// <param name="RequestsPerMinute">Null: the gateway's own limit.</param>
/// <param name="LastUsedAt">Written every ten minutes at most.</param>
public sealed record ApiKey(
    Guid Id,
    string Name,
    string Prefix,
    IReadOnlyList<string> Namespaces,
    Permission Permissions,
    int? RequestsPerMinute,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt)
{
    public const string EveryNamespace = "*";
}
