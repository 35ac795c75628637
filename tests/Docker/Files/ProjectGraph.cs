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

            string file = Directory.EnumerateFiles(Path.Combine(root, next), "*.csproj").Single();
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
}
