using System.Diagnostics;
using System.Text.RegularExpressions;
using Orchestrator.Tests.Support;

namespace Orchestrator.Infra.Tests.Delivery;

public sealed partial class ScriptTests
{
    static readonly string[] ScriptFiles =
    [
        .. Directory.EnumerateFiles(Path.Combine(CloneRoot.Path, "infra", "scripts"))
            .Concat(Directory.EnumerateFiles(Path.Combine(CloneRoot.Path, ".github", "scripts")))
            .Where(file => !file.EndsWith(".yaml", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(CloneRoot.Path, file)),
    ];

    public static TheoryData<string> Scripts { get; } = [.. ScriptFiles];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Script_Syntax_IsBash(string script)
    {
        (int code, string said) = await BashAsync("-n", Path.Combine(CloneRoot.Path, script));

        Assert.True(code == 0, said);
    }

    [Fact]
    public void Scripts_VariablesOfAzure_AreOutputsOrParametersOfTheTemplate()
    {
        string bicep = Path.Combine(CloneRoot.Path, "infra", "bicep");
        string known = File.ReadAllText(Path.Combine(bicep, "main.bicep"))
            + string.Concat(Directory.EnumerateFiles(bicep, "*.bicepparam").Select(File.ReadAllText));

        Violations.AssertNone(
            "A script's variables are what the template tells or asks.",
            ScriptFiles.SelectMany(script => Variable.Matches(File.ReadAllText(Path.Combine(CloneRoot.Path, script)))
                .Where(variable => !Regex.IsMatch(known, $@"\b{variable.Value}\b", RegexOptions.None, TimeSpan.FromSeconds(1)))
                .Select(variable => $"{script}: {variable.Value}")));
    }

    [Fact]
    public async Task Changelog_KnownAndUnknownVersion_SectionOrError()
    {
        string script = Path.Combine(CloneRoot.Path, ".github", "scripts", "changelog");

        (int found, string section) = await BashAsync(script, "Unreleased");
        (int missing, string said) = await BashAsync(script, "99.0.0");

        Assert.Equal(0, found);
        Assert.Contains("### Added", section, StringComparison.Ordinal);
        Assert.DoesNotContain("\n## ", section, StringComparison.Ordinal);
        Assert.NotEqual(0, missing);
        Assert.Contains("99.0.0", said, StringComparison.Ordinal);
    }

    static async Task<(int Code, string Said)> BashAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        string said = await output + errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }

    [GeneratedRegex(@"\b(AZURE|ORCHESTRATOR)_\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable { get; }
}
