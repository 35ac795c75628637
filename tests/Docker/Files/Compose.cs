using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Orchestrator.Docker.Tests.Files;

/// <summary>A compose file, its anchors and merges resolved.</summary>
sealed record Compose(string Name, IReadOnlyDictionary<string, IReadOnlyDictionary<object, object?>> Services)
{
    public static Compose Parse(string name, string text)
    {
        var parser = new MergingParser(new Parser(new StringReader(text)));
        parser.Consume<StreamStart>();
        var file = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object?>>(parser)!;
        var services = (Dictionary<object, object?>)file["services"]!;
        return new Compose(name, services.ToDictionary(
            s => (string)s.Key, s => (IReadOnlyDictionary<object, object?>)(Dictionary<object, object?>)s.Value!));
    }

    /// <summary>Every string of a service's environment, with its name.</summary>
    public static IEnumerable<(string Name, string Value)> EnvironmentOf(IReadOnlyDictionary<object, object?> service) =>
        service.GetValueOrDefault("environment") is Dictionary<object, object?> environment
            ? environment.Select(e => ((string)e.Key, (string?)e.Value ?? ""))
            : [];

    public static IEnumerable<string> ListOf(IReadOnlyDictionary<object, object?> service, string key) =>
        service.GetValueOrDefault(key) switch
        {
            List<object> list => list.Select(item => (string)item),
            Dictionary<object, object?> map => map.Keys.Select(item => (string)item),
            _ => [],
        };
}
