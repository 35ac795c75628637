using System.Diagnostics;
using Orchestrator.Tests.Support;

// Shells and file modes: these tests are for Linux and macOS.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]

namespace Orchestrator.Docker.Tests;

/// <summary>A script of the repository, run to its end.</summary>
static class Script
{
    public static async Task<(int ExitCode, string Printed)> RunAsync(string path, IEnumerable<string> arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(CloneRoot.Path, path), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;

        using Process process = Process.Start(start)!;
        string[] printed = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(printed));
    }
}
