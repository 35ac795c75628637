namespace Orchestrator.Database.Model;

/// <summary>Table <c>handler_registrations</c>: handlers that some host has offered.</summary>
public sealed class HandlerRegistrationRow
{
    public required string Namespace { get; set; }

    public required string Name { get; set; }

    public required string Version { get; set; }

    /// <summary><c>dotnet</c>, <c>http</c> or <c>worker</c>.</summary>
    public required string Kind { get; set; }

    public string? Endpoint { get; set; }

    public DateTimeOffset LastSeenAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
