namespace Orchestrator.Database.Model;

/// <summary>Table <c>api_keys</c>: who may call the gateway by key.</summary>
public sealed class ApiKeyRow
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    public required string Prefix { get; set; }

    public required byte[] KeyHash { get; set; }

    public required string[] Namespaces { get; set; }

    public required string[] Permissions { get; set; }

    public int? RequestsPerMinute { get; set; }

    public required string CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    public DateTimeOffset? LastUsedAt { get; set; }
}
