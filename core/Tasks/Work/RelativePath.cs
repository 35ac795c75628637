namespace Orchestrator.Core.Tasks.Work;

/// <summary>Paths below a folder, judged by their text alone and for every operating system.</summary>
public static class RelativePath
{
    /// <returns>False when <paramref name="path"/> is absolute, names a drive, or climbs out with <c>..</c> on its way.</returns>
    public static bool StaysInside(string path) => FindSteps(path) is not null;

    /// <returns>The path's steps without <c>.</c> and <c>..</c>; null when it does not stay inside.</returns>
    public static IReadOnlyList<string>? FindSteps(string path)
    {
        if (path is ['/' or '\\', ..] or [_, ':', ..])
        {
            return null;
        }

        List<string> steps = [];
        foreach (string step in path.Split('/', '\\').Where(s => s is not ("" or ".")))
        {
            if (step != "..")
            {
                steps.Add(step);
            }
            else if (steps.Count > 0)
            {
                steps.RemoveAt(steps.Count - 1);
            }
            else
            {
                return null;
            }
        }

        return steps;
    }
}
