using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orchestrator.Infra.Tests.Bicep;

/// <summary>Rules for the files themselves, as they are written and as they compile. Each returns its violations.</summary>
static partial class SourceRules
{
    /// <param name="sources">Text by path, relative to the folder.</param>
    public static IEnumerable<string> EveryFileIsUsed(IReadOnlyDictionary<string, string> sources, string root)
    {
        HashSet<string> used = [root];
        var open = new Queue<string>(used);
        while (open.TryDequeue(out string? file))
        {
            foreach (Match reference in Reference.Matches(sources[file]))
            {
                string path = Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(file)!, reference.Groups["path"].Value)));
                if (!sources.ContainsKey(path))
                {
                    yield return $"{file} names {reference.Groups["path"].Value}, and there is none";
                }
                else if (used.Add(path))
                {
                    open.Enqueue(path);
                }
            }
        }

        foreach (string file in sources.Keys.Except(used))
        {
            yield return $"{file} is used by nobody";
        }
    }

    /// <summary>A parameter named like a secret is secure, and no secure one has a value to fall back on.</summary>
    public static IEnumerable<string> SecretsAreSecure(string file, JsonElement template)
    {
        foreach (JsonProperty parameter in template.Find("parameters")?.EnumerateObject() ?? [])
        {
            string type = parameter.Value.Text("type") ?? "";
            bool secure = type.StartsWith("secure", StringComparison.OrdinalIgnoreCase);
            if (SecretName.IsMatch(parameter.Name) && type == "string")
            {
                yield return $"{file}: parameter {parameter.Name} is named like a secret and not @secure()";
            }

            if (secure && parameter.Value.Text("defaultValue") is { Length: > 0 })
            {
                yield return $"{file}: secure parameter {parameter.Name} has a default value";
            }
        }
    }

    /// <summary>No property that holds a secret is written out, whatever the file.</summary>
    public static IEnumerable<string> NoLiteralSecrets(string file, JsonElement template)
    {
        foreach ((string name, string value) in Strings(template))
        {
            bool literal = !value.StartsWith('[') && value.Length > 0;
            if ((literal && SecretName.IsMatch(name)) || SecretValue.IsMatch(value))
            {
                yield return $"{file}: {name} has a secret written out";
            }
        }
    }

    public static IEnumerable<string> ParametersAndOutputsAreDescribed(string file, JsonElement template) =>
        from section in (string[])["parameters", "outputs"]
        from entry in template.Find(section)?.EnumerateObject() ?? []
        where string.IsNullOrWhiteSpace(entry.Value.Text("metadata", "description"))
        select $"{file}: {entry.Name} has no @description";

    /// <summary>A role's id is read by nobody without its name: <c>acrPull: '...' // AcrPull</c>.</summary>
    public static IEnumerable<string> RolesAreNamed(string source) =>
        from line in source.Split('\n')
        where RoleId.IsMatch(line)
        let role = NamedRole.Match(line)
        where !role.Success || role.Groups["name"].Value.Replace(" ", "", StringComparison.Ordinal)
            .Equals(role.Groups["key"].Value, StringComparison.OrdinalIgnoreCase) is false
        select $"{line.Trim()}: the comment must be the role's name, and the name's words the key";

    static IEnumerable<(string Name, string Value)> Strings(JsonElement element, string name = "") => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .Where(property => property.Name is not "metadata" and not "parameters" || property.Value.ValueKind != JsonValueKind.Object || name.Length > 0)
            .SelectMany(property => Strings(property.Value, property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Strings(item, name)),
        JsonValueKind.String => [(name, element.GetString()!)],
        _ => [],
    };

    [GeneratedRegex(@"(?:^module \w+|\bfrom|^using) '(?<path>[^']+\.bicep)'", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference { get; }

    [GeneratedRegex(@"(password|secret|token|apiKey|accessKey|sharedKey|masterKey|functionKey|gatewayKey|modelKey)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretName { get; }

    [GeneratedRegex(@"(AccountKey|SharedAccessKey|SharedAccessSignature|Password|Pwd)=[^;'\[{]+|\bsk-[A-Za-z0-9]{16,}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretValue { get; }

    [GeneratedRegex("'[0-9a-f-]{36}'", RegexOptions.None, 1000)]
    private static partial Regex RoleId { get; }

    [GeneratedRegex(@"^\s*(?<key>\w+): '[0-9a-f-]{36}' // (?<name>\w[\w ]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamedRole { get; }
}
