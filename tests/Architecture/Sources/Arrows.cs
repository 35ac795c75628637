namespace Orchestrator.Architecture.Tests.Sources;

/// <summary>What one project may use; docs/architecture.md draws it.</summary>
/// <param name="Projects">Folders of projects, in both builds.</param>
/// <param name="EmbeddedProjects">Folders of projects that only the Embedded build may reference.</param>
/// <param name="Packages">Packages of both builds, <c>*</c> at the end for a family; null: any.</param>
sealed record Arrows(IReadOnlyList<string> Projects, IReadOnlyList<string> EmbeddedProjects, IReadOnlyList<string>? Packages)
{
    /// <summary>By the folder of the project.</summary>
    public static IReadOnlyDictionary<string, Arrows> All { get; } = new Dictionary<string, Arrows>(StringComparer.Ordinal)
    {
        ["protos"] = new([], ["embedded/Grpc"], ["Google.Protobuf", "Google.Api.CommonProtos", "Grpc.Tools"]),
        ["core"] = new([], [], ["YamlDotNet", "NJsonSchema"]),
        ["database"] = new(["core"], [], ["Microsoft.EntityFrameworkCore*", "Npgsql*"]),
        ["platform"] = new(["database"], [], ["Azure.Identity", "Azure.Security.KeyVault.Secrets", "Azure.Monitor.OpenTelemetry.Exporter", "OpenTelemetry.*"]),
        ["functions"] = new(["core", "database", "platform"], ["embedded/FunctionsWorker"], null),
        ["gateway"] = new(["protos", "core", "database", "platform"], [], null),
        ["cli"] = new(["protos", "core", "database", "platform"], [], null),
        ["embedded/Grpc"] = new([], [], ["Google.Protobuf"]),
        ["embedded/DurableTask"] = new([], [], ["Npgsql"]),
        ["embedded/FunctionsWorker"] = new(["embedded/DurableTask"], [], ["Npgsql", "NCrontab.Signed", "OpenTelemetry"]),
    };
}
