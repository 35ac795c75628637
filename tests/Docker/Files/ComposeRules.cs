using System.Text.RegularExpressions;

namespace Orchestrator.Docker.Tests.Files;

/// <summary>What is wrong with a compose file.</summary>
static partial class ComposeRules
{
    public static IEnumerable<string> Find(Compose file, string root) =>
        file.Services.SelectMany(s => OfService(file, s.Key, s.Value, root).Select(fault => $"{file.Name}: {s.Key}: {fault}"));

    static IEnumerable<string> OfService(Compose file, string name, IReadOnlyDictionary<object, object?> service, string root)
    {
        IEnumerable<string> faults = [.. Environment(service), .. Ports(name, service), .. Needs(file, service)];
        return service.GetValueOrDefault("build") is Dictionary<object, object?> build
            ? [.. faults, .. Built(service, build, root)]
            : [.. faults, .. ImageName.IsPinned((string)service["image"]!) ? [] : (string[])[$"image {service["image"]} names no version"]];
    }

    static IEnumerable<string> Built(IReadOnlyDictionary<object, object?> service, Dictionary<object, object?> build, string root)
    {
        if (!File.Exists(Path.Combine(root, (string)build["dockerfile"]!)))
            yield return $"no {build["dockerfile"]}";
        if (service.GetValueOrDefault("read_only") is not "true")
            yield return "its file system can be written to";
        if (!Compose.ListOf(service, "cap_drop").Contains("ALL"))
            yield return "keeps capabilities";
        if (!Compose.ListOf(service, "security_opt").Contains("no-new-privileges:true"))
            yield return "may gain privileges";
        if (service.ContainsKey("privileged") || service.ContainsKey("network_mode"))
            yield return "reaches out of its container";
    }

    static IEnumerable<string> Environment(IReadOnlyDictionary<object, object?> service) =>
        from setting in Compose.EnvironmentOf(service)
        where LiteralSecret().IsMatch($"{setting.Name}={setting.Value}")
        select $"a secret in {setting.Name}";

    /// <summary>Of this machine alone; and none on functions, of which there can be several.</summary>
    static IEnumerable<string> Ports(string name, IReadOnlyDictionary<object, object?> service)
    {
        string[] ports = [.. Compose.ListOf(service, "ports")];
        if (name == "functions" && (ports.Length > 0 || service.ContainsKey("container_name")))
            yield return "cannot be scaled";
        foreach (string port in ports.Where(p => !p.StartsWith("127.0.0.1:", StringComparison.Ordinal)))
            yield return $"port {port} is open to others";
    }

    static IEnumerable<string> Needs(Compose file, IReadOnlyDictionary<object, object?> service) =>
        from needed in Compose.ListOf(service, "depends_on")
        where !file.Services.ContainsKey(needed)
        select $"no service {needed}";

    [GeneratedRegex(@"^\w*(PASSWORD|SECRET|TOKEN|KEY)=[^$]|AccountKey=|Password=[^$\s;]", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LiteralSecret();
}
