using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks.Work;

namespace Orchestrator.Functions.Handlers;

/// <summary>The only folder whose files tasks may read (setting <c>ORCHESTRATOR_FILES</c>).</summary>
/// <param name="root">Null: not set, and every file is refused.</param>
public sealed class FileFolder(string? root)
{
    /// <param name="path">Relative to the folder. Links below the folder are refused, wherever they lead.</param>
    /// <exception cref="PermanentTaskException">
    /// <c>files_not_configured</c>, <c>path_outside_folder</c>, <c>symbolic_link</c>, <c>file_not_found</c>, <c>not_a_file</c>
    /// </exception>
    public FileStream OpenRead(string path)
    {
        if (string.IsNullOrEmpty(root))
        {
            throw new PermanentTaskException("files_not_configured", "This worker has no file folder: set ORCHESTRATOR_FILES.");
        }

        string current = Path.GetFullPath(root);
        foreach (string step in StepsOf(path))
        {
            current = Path.Combine(current, step);
            if (new FileInfo(current).LinkTarget is not null)
            {
                throw new PermanentTaskException("symbolic_link", "parameters.path: must not pass through a symbolic link.");
            }
        }

        if (Directory.Exists(current))
        {
            throw new PermanentTaskException("not_a_file", "parameters.path: is a folder.");
        }

        try
        {
            return new FileStream(current, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 81_920, useAsync: true);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PermanentTaskException("file_not_found", "parameters.path: the file folder has no such file.", e);
        }
    }

    // Resolved by the text alone, which is right because no step may be a link.
    static IReadOnlyList<string> StepsOf(string path) => RelativePath.FindSteps(path)
        ?? throw new PermanentTaskException("path_outside_folder", "parameters.path: must be relative and must not leave the file folder.");
}
