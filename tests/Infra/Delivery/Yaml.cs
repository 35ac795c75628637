using YamlDotNet.RepresentationModel;

namespace Orchestrator.Infra.Tests.Delivery;

/// <summary>Reads YAML by path of keys.</summary>
static class Yaml
{
    /// <exception cref="YamlDotNet.Core.YamlException">It is none.</exception>
    public static YamlMappingNode Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    /// <returns>Null where the path leads to nothing.</returns>
    public static YamlNode? Find(this YamlNode node, params IReadOnlyList<string> path)
    {
        YamlNode? here = node;
        foreach (string key in path)
        {
            here = here is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? next) ? next : null;
        }

        return here;
    }

    public static string? Text(this YamlNode node, params IReadOnlyList<string> path) => (node.Find(path) as YamlScalarNode)?.Value;

    public static IEnumerable<(string Key, YamlNode Value)> Entries(this YamlNode? node) =>
        (node as YamlMappingNode)?.Children.Select(child => (((YamlScalarNode)child.Key).Value!, child.Value)) ?? [];

    public static IEnumerable<YamlNode> Items(this YamlNode? node) => (node as YamlSequenceNode)?.Children ?? [];
}
