using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Orchestrator.Infra.Tests.Delivery;

/// <summary>Rules for a workflow of GitHub Actions. Each returns its violations.</summary>
static partial class WorkflowRules
{
    /// <summary>By commit, with the version beside it for people and Dependabot: a tag can be moved to other code.</summary>
    public static IEnumerable<string> ActionsArePinned(string file, string text) =>
        text.Split('\n').Select(line => line.Trim())
            .Where(line => line.Contains("uses:", StringComparison.Ordinal) && !line.StartsWith('#') && !PinnedAction.IsMatch(line))
            .Select(line => $"{file}: {line} is not pinned to a commit with its version in a comment");

    /// <summary>Read-only for the whole; a job that needs more says so for itself.</summary>
    public static IEnumerable<string> PermissionsAreLeast(string file, YamlMappingNode workflow)
    {
        if (workflow.Find("permissions").Entries().Select(entry => $"{entry.Key}: {(entry.Value as YamlScalarNode)?.Value}") is var all
            && !all.SequenceEqual(["contents: read"]))
        {
            yield return $"{file}: the workflow's permissions must be contents: read";
        }

        foreach ((string name, YamlNode job) in Jobs(workflow))
        {
            if (job.Find("permissions") is YamlScalarNode)
            {
                yield return $"{file}: job {name} takes {job.Text("permissions")} in place of what it needs";
            }
        }
    }

    /// <summary>Two runs of the same do not work against each other, and none runs for hours.</summary>
    public static IEnumerable<string> RunsAreBounded(string file, YamlMappingNode workflow)
    {
        if (string.IsNullOrEmpty(workflow.Text("concurrency", "group")))
        {
            yield return $"{file}: no concurrency group";
        }

        foreach ((string name, YamlNode job) in Jobs(workflow).Where(job => job.Job.Text("timeout-minutes") is null))
        {
            yield return $"{file}: job {name} has no timeout-minutes";
        }
    }

    /// <summary>What a commit message or a branch is called must not become part of a script.</summary>
    public static IEnumerable<string> ScriptsTakeNoExpressions(string file, YamlMappingNode workflow) =>
        from job in Jobs(workflow)
        from step in job.Job.Find("steps").Items()
        where step.Text("run")?.Contains("${{", StringComparison.Ordinal) is true
        select $"{file}: job {job.Name} puts an expression into a script; hand it over in env";

    /// <param name="exists">Whether the clone has such a file.</param>
    public static IEnumerable<string> FilesExist(string file, string text, Func<string, bool> exists) =>
        NamedFile.Matches(text).Select(match => match.Value).Where(path => !exists(path))
            .Select(path => $"{file} names {path}, and there is none");

    static IEnumerable<(string Name, YamlNode Job)> Jobs(YamlMappingNode workflow) => workflow.Find("jobs").Entries();

    [GeneratedRegex(@"^(- )?uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PinnedAction { get; }

    [GeneratedRegex(@"(?<=bash |file: |\./)(\.ci|\.github|infra)/[\w./-]+(?=[\s""']|$)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex NamedFile { get; }
}
