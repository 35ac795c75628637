using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>The connection string to PostgreSQL, where orchestrations and timers live.</summary>
static class DatabaseSetting
{
    public const string Name = "ORCHESTRATOR_DB";

    /// <exception cref="InvalidOperationException">It is not set; the message says what needs it.</exception>
    public static string Require(IConfiguration configuration, string neededBy)
        => configuration[Name] is { Length: > 0 } connectionString
            ? connectionString
            : throw new InvalidOperationException($"The setting {Name} (a PostgreSQL connection string) is missing; {neededBy} need it.");
}
