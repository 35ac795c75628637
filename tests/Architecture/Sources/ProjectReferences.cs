using System.Xml.Linq;

namespace Orchestrator.Architecture.Tests.Sources;

/// <summary>One reference of a project file.</summary>
/// <param name="Target">Folder of the referenced project, or name of the package.</param>
/// <param name="Condition">Of the item and its group, joined; empty for none.</param>
sealed record ProjectReference(string Target, bool IsPackage, string Condition)
{
    public bool IsEmbeddedOnly => Condition.Contains("'$(OrchestratorHost)' == 'Embedded'", StringComparison.Ordinal);

    public bool IsAzureOnly => Condition.Contains("'$(OrchestratorHost)' == 'Azure'", StringComparison.Ordinal);
}

static class ProjectReferences
{
    /// <param name="file">Path of the project file from the root; its text is <paramref name="xml"/>.</param>
    public static IReadOnlyList<ProjectReference> Of(string file, string xml) =>
    [
        .. from item in XDocument.Parse(xml).Descendants()
           where item.Name.LocalName is "ProjectReference" or "PackageReference" or "Reference"
           let include = (string?)item.Attribute("Include")
           where include is not null
           let condition = $"{(string?)item.Parent!.Attribute("Condition")} {(string?)item.Attribute("Condition")}".Trim()
           let package = item.Name.LocalName != "ProjectReference"
           select new ProjectReference(package ? include : FolderOf(file, include), package, condition),
    ];

    /// <summary>What no arrow allows.</summary>
    public static IEnumerable<string> Violations(string file, string xml, Arrows arrows)
    {
        foreach (ProjectReference reference in Of(file, xml))
        {
            bool allowed = reference.IsPackage
                ? reference.IsAzureOnly || arrows.Packages is null || arrows.Packages.Any(name => Matches(reference.Target, name))
                : arrows.Projects.Contains(reference.Target)
                    || (reference.IsEmbeddedOnly && arrows.EmbeddedProjects.Contains(reference.Target));
            if (!allowed)
            {
                string condition = reference.Condition.Length > 0 ? $" when {reference.Condition}" : "";
                yield return $"{file} -> {reference.Target}{condition}";
            }
        }
    }

    static bool Matches(string package, string name) => name.EndsWith('*')
        ? package.StartsWith(name[..^1], StringComparison.Ordinal)
        : package == name;

    static string FolderOf(string file, string include)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Path.GetDirectoryName(file)!, include.Replace('\\', '/')))!;
        return Path.GetRelativePath(".", folder).Replace('\\', '/');
    }
}
