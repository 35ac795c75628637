using System.Diagnostics;

namespace Orchestrator.Architecture.Tests;

/// <summary>The files of this clone, as git tracks them.</summary>
static class Checkout
{
    static readonly Lazy<IReadOnlyList<string>> s_tracked = new(ListTracked);

    public static string Root { get; } = FindRoot();

    /// <summary>Tracked and new, not ignored files, relative to <see cref="Root"/>, with forward slashes.</summary>
    public static IReadOnlyList<string> Files => s_tracked.Value;

    public static string PathOf(string file) => Path.Combine(Root, file);

    /// <summary>Text of the file; null when it is binary.</summary>
    public static string? ReadText(string file)
    {
        string text = File.ReadAllText(PathOf(file));
        return text.Contains('\0', StringComparison.Ordinal) ? null : text;
    }

    static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Orchestrator.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"Orchestrator.sln is in no folder above {AppContext.BaseDirectory}.");
    }

    static string[] ListTracked()
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = Root, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // A checkout that another user owns (a container's bind mount) is read all the same.
        foreach (string argument in (string[])["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            start.ArgumentList.Add(argument);
        }

        using Process git = Process.Start(start)!;
        Task<string> error = git.StandardError.ReadToEndAsync();
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0
            ? [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct().Where(file => File.Exists(PathOf(file))).Order(StringComparer.Ordinal)]
            : throw new InvalidOperationException($"git ls-files failed in {Root}: {error.GetAwaiter().GetResult()}");
    }
}
