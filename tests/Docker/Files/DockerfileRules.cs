using System.Text.RegularExpressions;

namespace Orchestrator.Docker.Tests.Files;

/// <summary>What is wrong with a Dockerfile.</summary>
static partial class DockerfileRules
{
    static readonly string[] RestoreNeeds = ["global.json", "Directory.Build.props", "Directory.Packages.props"];

    public static IEnumerable<string> Find(Dockerfile file, string root) =>
        [.. Images(file), .. Users(file), .. HealthChecks(file), .. Copies(file, root), .. Secrets(file), .. Labels(file), .. Restores(file)];

    static IEnumerable<string> Images(Dockerfile file) =>
        from stage in file.Stages
        where file.Stages.All(other => other.Alias != stage.Image) && !ImageName.IsPinned(stage.Image)
        select $"{file.Name}: {stage.Image} names no version";

    static IEnumerable<string> Users(Dockerfile file)
    {
        string? user = file.Inherited(file.Final).LastOrDefault(i => i.Keyword == "USER")?.Rest;
        if (user is null or "root" or "0")
        {
            yield return $"{file.Name}: runs as {user ?? "root"}";
        }
    }

    /// <summary>What serves has one; the command line does not serve.</summary>
    static IEnumerable<string> HealthChecks(Dockerfile file)
    {
        bool serves = file.Final.Instructions.Any(i => i.Keyword == "EXPOSE");
        Instruction? check = file.Final.Instructions.LastOrDefault(i => i.Keyword == "HEALTHCHECK");
        if (serves && check is null)
        {
            yield return $"{file.Name}: no HEALTHCHECK";
        }

        if (check is not null && file.Final.Image.Contains("chiseled", StringComparison.Ordinal) && !check.Rest.Contains("CMD [", StringComparison.Ordinal))
        {
            yield return $"{file.Name}: the image has no shell for its HEALTHCHECK";
        }
    }

    static IEnumerable<string> Copies(Dockerfile file, string root)
    {
        foreach (Instruction copy in file.Stages.SelectMany(s => s.Instructions).Where(i => i.Keyword is "COPY" or "ADD"))
        {
            string? from = copy.Options.FirstOrDefault(o => o.StartsWith("--from=", StringComparison.Ordinal))?["--from=".Length..];
            if (from is not null && file.Stages.All(s => s.Alias != from))
            {
                yield return $"{file.Name}: no stage {from}";
            }

            foreach (string source in from is null ? copy.Sources : [])
            {
                if (!BuildContext.Has(root, source))
                {
                    yield return $"{file.Name}: {source} is not in the build context";
                }
            }
        }
    }

    static IEnumerable<string> Secrets(Dockerfile file) =>
        from instruction in file.Stages.SelectMany(s => s.Instructions)
        where instruction.Keyword is "ENV" or "ARG" && SecretValue().IsMatch(instruction.Rest)
        select $"{file.Name}: a secret in {instruction.Keyword} {instruction.Rest}";

    static IEnumerable<string> Labels(Dockerfile file)
    {
        string labels = string.Join(' ', file.Final.Instructions.Where(i => i.Keyword == "LABEL").Select(i => i.Rest));
        return from label in (string[])["org.opencontainers.image.title", "org.opencontainers.image.version", "org.opencontainers.image.revision", ".sbom"]
               where !labels.Contains(label + "=", StringComparison.Ordinal)
               select $"{file.Name}: no label {label}";
    }

    /// <summary>Restored from project files alone, so that a changed source restores nothing anew.</summary>
    static IEnumerable<string> Restores(Dockerfile file)
    {
        List<Instruction> before = [];
        foreach (Instruction instruction in file.Stages.SelectMany(s => s.Instructions))
        {
            if (instruction.Keyword == "RUN" && instruction.Rest.Contains("dotnet restore", StringComparison.Ordinal))
            {
                string[] copied = [.. before.Where(i => i.Keyword == "COPY").SelectMany(i => i.Sources)];
                return [
                    .. RestoreNeeds.Except(copied).Select(missing => $"{file.Name}: restores without {missing}"),
                    .. copied.Where(s => s.EndsWith('/') || s.EndsWith(".cs", StringComparison.Ordinal)).Select(s => $"{file.Name}: restores after {s}"),
                    .. instruction.Rest.Contains("--mount=type=cache", StringComparison.Ordinal) ? [] : (string[])[$"{file.Name}: restores without a cache"],
                ];
            }

            before.Add(instruction);
        }

        return [$"{file.Name}: restores nothing"];
    }

    [GeneratedRegex(@"\w*(PASSWORD|SECRET|TOKEN|KEY)=\S+|AccountKey=|Password=[^$\s;]", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretValue();
}
