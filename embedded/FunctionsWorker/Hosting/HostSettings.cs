using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>
/// What the worker reads of <c>host.json</c>. A setting <c>AzureFunctionsJobHost__extensions__durableTask__hubName</c> overrides
/// <c>extensions.durableTask.hubName</c>, and so on, as on the real host.
/// </summary>
sealed record HostSettings(
    string RoutePrefix, string HubName, TimeSpan FunctionTimeout, int? MaxConcurrentActivities)
{
    /// <summary>Where the keys of <c>host.json</c> lie in the configuration.</summary>
    public const string Section = "AzureFunctionsJobHost";

    const string DefaultHubName = "TestHubName";
    static readonly TimeSpan s_defaultFunctionTimeout = TimeSpan.FromMinutes(30);
    static readonly TimeSpan s_longestFunctionTimeout = TimeSpan.FromDays(49);

    /// <exception cref="InvalidOperationException">A value is not valid; the message names it.</exception>
    public static HostSettings From(IConfiguration configuration)
    {
        IConfigurationSection host = configuration.GetSection(Section);
        return new(
            host["extensions:http:routePrefix"]?.Trim('/') ?? "api",
            SettingExpression.Resolve(host["extensions:durableTask:hubName"] ?? DefaultHubName, configuration, "host.json extensions.durableTask.hubName"),
            Timeout(host["functionTimeout"]),
            Count(host, "extensions:durableTask:maxConcurrentActivityFunctions"));
    }

    static TimeSpan Timeout(string? text) => text switch
    {
        null or "" => s_defaultFunctionTimeout,
        "-1" => System.Threading.Timeout.InfiniteTimeSpan,
        _ => TimeSpan.TryParse(text, out TimeSpan timeout) && timeout > TimeSpan.Zero && timeout <= s_longestFunctionTimeout
            ? timeout
            : throw new InvalidOperationException(
                $"host.json functionTimeout: '{text}' is neither a time span such as 00:30:00 (at most {s_longestFunctionTimeout.Days} days) nor -1 (no limit)."),
    };

    static int? Count(IConfigurationSection host, string key) => host[key] switch
    {
        null or "" => null,
        var text => int.TryParse(text, out int count) && count > 0
            ? count
            : throw new InvalidOperationException($"host.json {key.Replace(':', '.')}: '{text}' is not a positive number."),
    };
}
