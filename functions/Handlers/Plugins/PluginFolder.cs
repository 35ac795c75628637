namespace Orchestrator.Functions.Handlers.Plugins;

/// <summary>
/// The folder that setting <c>ORCHESTRATOR_PLUGINS</c> names. Each <c>*.dll</c> in it is a plugin; one with files of its own has a folder of
/// its name (<c>shout/shout.dll</c>), where everything else belongs to it.
/// </summary>
/// <param name="path">Null or empty: no plugins.</param>
public sealed class PluginFolder(string? path)
{
    /// <returns>Paths in the order of their names.</returns>
    /// <exception cref="InvalidOperationException">There is no such folder.</exception>
    public IReadOnlyList<string> FindAssemblies()
    {
        if (string.IsNullOrEmpty(path))
        {
            return [];
        }

        string root = Path.GetFullPath(path);
        if (!Directory.Exists(root))
        {
            throw new InvalidOperationException($"ORCHESTRATOR_PLUGINS names {root}, which is no folder");
        }

        IEnumerable<string> withFolders = Directory.GetDirectories(root)
            .Select(folder => Path.Combine(folder, Path.GetFileName(folder) + ".dll"))
            .Where(File.Exists);
        return [.. Directory.GetFiles(root, "*.dll").Concat(withFolders).OrderBy(Path.GetFileName, StringComparer.Ordinal)];
    }
}
