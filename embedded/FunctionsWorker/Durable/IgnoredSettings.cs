using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>What the real host reads below <c>extensions.durableTask</c> and this one does not: said once, so that nobody tunes in vain.</summary>
static class IgnoredSettings
{
    static readonly HashSet<string> s_read = new(StringComparer.OrdinalIgnoreCase)
    {
        "hubName", "maxConcurrentActivityFunctions", "storageProvider:partitionCount",
    };

    public static void Say(IConfiguration configuration, ILogger logger)
    {
        string[] ignored = Find(configuration);
        if (ignored.Length > 0) FunctionsWorkerLog.SettingsIgnored(logger, string.Join(", ", ignored));
    }

    /// <summary>The keys in the file's own spelling, below <c>extensions.durableTask</c>.</summary>
    public static string[] Find(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection($"{HostSettings.Section}:extensions:durableTask");
        return [.. section.AsEnumerable(makePathsRelative: true)
            .Where(setting => setting.Value is not null && !s_read.Contains(setting.Key))
            .Select(setting => setting.Key.Replace(':', '.')).Order(StringComparer.Ordinal)];
    }
}
