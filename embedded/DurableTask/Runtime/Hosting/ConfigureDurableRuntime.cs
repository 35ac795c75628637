using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Runtime.Hosting;

/// <summary>Reads the keys that the real hosts read, with or without the prefix of their environment variables.</summary>
internal sealed class ConfigureDurableRuntime(IConfiguration? configuration = null) : IConfigureOptions<DurableRuntimeOptions>
{
    const string Section = "extensions:durableTask";

    public void Configure(DurableRuntimeOptions options)
    {
        if (configuration is null) return;
        options.ConnectionString = configuration["ORCHESTRATOR_DB"] ?? options.ConnectionString;
        options.HubName = Read("hubName") ?? options.HubName;
        options.MaxConcurrentActivities = ReadCount("maxConcurrentActivityFunctions") ?? options.MaxConcurrentActivities;
        options.MaxConcurrentOrchestrators = ReadCount("maxConcurrentOrchestratorFunctions") ?? options.MaxConcurrentOrchestrators;
        options.Partitions = ReadCount("storageProvider:partitionCount") ?? options.Partitions;
    }

    string? Read(string key) => configuration![$"AzureFunctionsJobHost:{Section}:{key}"] ?? configuration[$"{Section}:{key}"];

    int? ReadCount(string key)
    {
        if (Read(key) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0
            ? value
            : throw new InvalidOperationException($"{Section}:{key} must be a positive whole number, not '{text}'.");
    }
}
