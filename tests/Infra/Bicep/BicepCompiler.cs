using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Orchestrator.Infra.Tests.Bicep;

/// <summary>The real compiler, from its package, working on a copy of a folder: it writes beside what it reads.</summary>
sealed class BicepCompiler : IDisposable
{
    static readonly string Program = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "BicepPath").Value!.Replace('\\', '/');

    readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("bicep-");

    public BicepCompiler(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(_copy.FullName, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>Compiles every .bicep file of the folder.</summary>
    public async Task<Compilation> CompileAsync()
    {
        string diagnostics = await RunAsync(["build", "--pattern", "**/*.bicep", "--no-restore"]);
        var templates = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (string json in _copy.EnumerateFiles("*.json", SearchOption.AllDirectories).Select(file => file.FullName))
        {
            string source = Path.ChangeExtension(json, ".bicep");
            if (File.Exists(source))
            {
                templates.Add(Path.GetRelativePath(_copy.FullName, source), JsonElement.Parse(await File.ReadAllTextAsync(json)));
            }
        }

        return new Compilation(templates, LinesOf(diagnostics));
    }

    /// <summary>Compiles a .bicepparam file.</summary>
    public async Task<IReadOnlyList<string>> CompileParametersAsync(string file, IReadOnlyDictionary<string, string> environment) =>
        LinesOf(await RunAsync(["build-params", file, "--stdout", "--no-restore"], environment));

    /// <summary>What a deployment with these parameters would make, its expressions worked out as far as they can be beforehand.</summary>
    /// <returns>Nothing where it does not compile.</returns>
    public async Task<IReadOnlyList<JsonElement>> PredictAsync(string file, IReadOnlyDictionary<string, string> environment)
    {
        await RunAsync(
            [
                "snapshot", file, "--mode", "Overwrite", "--location", "westeurope",
                "--tenant-id", "11111111-1111-1111-1111-111111111111",
                "--subscription-id", "22222222-2222-2222-2222-222222222222",
            ],
            environment);
        string snapshot = Path.Combine(_copy.FullName, Path.ChangeExtension(file, ".snapshot.json"));
        return File.Exists(snapshot)
            ? [.. JsonElement.Parse(await File.ReadAllTextAsync(snapshot)).GetProperty("predictedResources").EnumerateArray()]
            : [];
    }

    public void Dispose() => _copy.Delete(recursive: true);

    async Task<string> RunAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = _copy.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return process.ExitCode == 0 || errors.Length > 0 ? errors : $"bicep {arguments[0]} ended with code {process.ExitCode}";
    }

    IReadOnlyList<string> LinesOf(string diagnostics) =>
    [
        .. diagnostics.Replace(_copy.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    ];
}

/// <param name="Templates">By source file.</param>
/// <param name="Diagnostics">Errors, warnings and linter's findings, a line each.</param>
sealed record Compilation(IReadOnlyDictionary<string, JsonElement> Templates, IReadOnlyList<string> Diagnostics);
