namespace Orchestrator.Core.Tasks.Work;

/// <summary>Paths below a folder, judged by their text alone and for every operating system.</summary>
public static class RelativePath
{
    /// <returns>False when <paramref name="path"/> is absolute, names a drive, or climbs out with <c>..</c> on its way.</returns>
    public static bool StaysInside(string path)
    {
        if (path is ['/' or '\\', ..] or [_, ':', ..])
        {
            return false;
        }

        int depth = 0;
        foreach (string segment in path.Split('/', '\\'))
        {
            depth += segment switch { "" or "." => 0, ".." => -1, _ => 1 };
            if (depth < 0)
            {
                return false;
            }
        }

        return true;
    }
}
