using System.Xml.Linq;

namespace Orchestrator.Docker.Tests.Files;

/// <summary>Which projects one needs, by their folders.</summary>
static class ProjectGraph
{
    /// <param name="host">Value of <c>OrchestratorHost</c>; references under the other's condition do not count.</param>
    public static IReadOnlySet<string> FoldersOf(string root, string folder, string host)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Add(folder);
        return found;

        void Add(string next)
        {
            if (!found.Add(next))
                return;

            string file = ProjectOf(root, next);
            foreach (XElement reference in XDocument.Load(file).Descendants("ProjectReference").Where(Counts))
            {
                string path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, reference.Attribute("Include")!.Value));
                Add(Path.GetRelativePath(root, Path.GetDirectoryName(path)!));
            }
        }

        bool Counts(XElement reference) => reference.AncestorsAndSelf()
            .Select(e => e.Attribute("Condition")?.Value)
            .All(condition => condition is null || !condition.Contains("OrchestratorHost", StringComparison.Ordinal) || condition.Contains(host, StringComparison.Ordinal));
    }

    /// <summary>What a project takes from beside its own folder, other projects apart: <c>host.json</c>, <c>templates/</c>.</summary>
    public static IEnumerable<string> OutsideOf(string root, string folder) =>
        from item in XDocument.Load(ProjectOf(root, folder)).Descendants()
        let include = item.Attribute("Include")?.Value
        where item.Name.LocalName != "ProjectReference" && item.Attribute("Condition") is null && include?.StartsWith("../", StringComparison.Ordinal) == true
        let path = Path.GetRelativePath(root, Path.GetFullPath(Path.Combine(root, folder, include)))
        select path.Contains('/', StringComparison.Ordinal) ? $"{path.Split('/')[0]}/" : path;

    static string ProjectOf(string root, string folder) => Directory.EnumerateFiles(Path.Combine(root, folder), "*.csproj").Single();
}
