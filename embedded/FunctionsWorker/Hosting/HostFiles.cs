using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Reads <c>host.json</c> and <c>local.settings.json</c> of the app's folder into the configuration, as Core Tools does.</summary>
static class HostFiles
{
    /// <summary>Where the <c>Host</c> object of <c>local.settings.json</c> goes.</summary>
    public const string LocalHostSection = "LocalSettings:Host";

    /// <summary>Sources added later win: the environment and the command line come after these.</summary>
    /// <exception cref="InvalidOperationException">A file is not valid JSON, or its values are encrypted.</exception>
    public static void AddTo(IConfigurationBuilder configuration, string folder)
    {
        Dictionary<string, string?> values = [];
        foreach ((string key, string? value) in Read(Path.Combine(folder, "host.json")))
        {
            values[$"{HostSettings.Section}:{key}"] = value;
            if (key.StartsWith("logging:logLevel:", StringComparison.OrdinalIgnoreCase))
                values[key] = value;
        }
        configuration.Add(new MemoryConfigurationSource { InitialData = values });
        configuration.Add(new MemoryConfigurationSource { InitialData = LocalSettings(Path.Combine(folder, "local.settings.json")) });
    }

    static Dictionary<string, string?> LocalSettings(string path)
    {
        Dictionary<string, string?> settings = [];
        foreach ((string key, string? value) in Read(path))
        {
            if (key.Equals("IsEncrypted", StringComparison.OrdinalIgnoreCase) && bool.TryParse(value, out bool encrypted) && encrypted)
                throw new InvalidOperationException($"{path}: IsEncrypted is true, and encrypted values cannot be read; run 'func settings decrypt'.");
            if (key.StartsWith("Values:", StringComparison.OrdinalIgnoreCase))
                settings[key["Values:".Length..].Replace("__", ":", StringComparison.Ordinal)] = value;
            else if (key.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase))
                settings[key] = value;
            else if (key.StartsWith("Host:", StringComparison.OrdinalIgnoreCase))
                settings[$"{LocalHostSection}{key["Host".Length..]}"] = value;
        }
        return settings;
    }

    static IEnumerable<KeyValuePair<string, string?>> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        try
        {
            IConfigurationRoot file = new ConfigurationBuilder().AddJsonFile(path, optional: false, reloadOnChange: false).Build();
            return [.. file.AsEnumerable().Where(pair => pair.Value is not null)];
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or FormatException)
        {
            throw new InvalidOperationException($"{path} is not valid JSON: {e.InnerException?.Message ?? e.Message}", e);
        }
    }
}
