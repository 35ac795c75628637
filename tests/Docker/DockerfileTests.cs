using Orchestrator.Docker.Tests.Files;
using Orchestrator.Tests.Support;

namespace Orchestrator.Docker.Tests;

public sealed class DockerfileTests
{
    const string Sound = """
        FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
        COPY global.json Directory.Build.props Directory.Packages.props ./
        COPY core/*.csproj core/
        RUN --mount=type=cache,target=/nuget \
            dotnet restore core
        COPY core/ core/
        FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
        LABEL org.opencontainers.image.title="x" org.opencontainers.image.version="1" org.opencontainers.image.revision="r" dev.x.sbom="y"
        COPY --from=build /app ./
        USER 1654
        EXPOSE 8080
        HEALTHCHECK CMD ["dotnet", "x.dll", "--probe"]
        """;

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(CloneRoot.Path, "infra/docker"), "*.Dockerfile").Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Dockerfile_KeepsTheRules(string name)
    {
        Dockerfile file = Dockerfile.Parse(name, File.ReadAllText(Path.Combine(CloneRoot.Path, "infra/docker", name)));

        Assert.Empty(DockerfileRules.Find(file, CloneRoot.Path));
    }

    /// <summary>Each rule finds what it is for, and only that.</summary>
    [Theory]
    [InlineData("", "", null)]
    [InlineData("aspnet:10.0-noble-chiseled", "aspnet:latest", "names no version")]
    [InlineData("sdk:10.0-noble", "sdk", "names no version")]
    [InlineData("USER 1654", "USER root", "runs as root")]
    [InlineData("USER 1654", "", "runs as root")]
    [InlineData("HEALTHCHECK CMD [\"dotnet\", \"x.dll\", \"--probe\"]", "", "no HEALTHCHECK")]
    [InlineData("CMD [\"dotnet\", \"x.dll\", \"--probe\"]", "CMD curl http://127.0.0.1", "no shell")]
    [InlineData("COPY core/ core/", "COPY cores/ core/", "cores/ is not in the build context")]
    [InlineData("COPY core/ core/", "COPY docs/ docs/", "docs/ is not in the build context")]
    [InlineData("--from=build", "--from=built", "no stage built")]
    [InlineData("USER 1654", "USER 1654\nENV ORCHESTRATOR_LLM_KEY=abc", "a secret in ENV")]
    [InlineData("dev.x.sbom=\"y\"", "", "no label .sbom")]
    [InlineData("COPY core/*.csproj core/", "COPY core/ core/", "restores after core/")]
    [InlineData("--mount=type=cache,target=/nuget", "", "without a cache")]
    [InlineData("Directory.Packages.props", "", "restores without Directory.Packages.props")]
    public void Rules_OneFault_IsFound(string replaced, string by, string? fault)
    {
        string text = replaced.Length == 0 ? Sound : Sound.Replace(replaced, by, StringComparison.Ordinal);

        string[] found = [.. DockerfileRules.Find(Dockerfile.Parse("x", text), CloneRoot.Path)];

        if (fault is null)
            Assert.Empty(found);
        else
            Assert.Contains(fault, Assert.Single(found));
    }

    /// <summary>A restore that lacks a project file fails only in Docker, where nobody looks every day.</summary>
    [Theory]
    [InlineData("gateway.Dockerfile", "gateway", "Embedded")]
    [InlineData("gateway.Dockerfile", "gateway", "Azure")]
    [InlineData("cli.Dockerfile", "cli", "Embedded")]
    [InlineData("cli.Dockerfile", "cli", "Azure")]
    [InlineData("functions.Dockerfile", "functions", "Azure")]
    [InlineData("functions-embedded.Dockerfile", "functions", "Embedded")]
    public void Dockerfile_CopiesAllThatItsProjectsNeed(string name, string project, string host)
    {
        Dockerfile file = Dockerfile.Parse(name, File.ReadAllText(Path.Combine(CloneRoot.Path, "infra/docker", name)));
        string[] copied = [.. file.Stages.SelectMany(s => s.Instructions).Where(i => i.Keyword == "COPY").SelectMany(i => i.Sources)];

        string[] missing = [.. ProjectGraph.FoldersOf(CloneRoot.Path, project, host)
            .SelectMany(folder => (string[])[$"{folder}/*.csproj", $"{folder}/", .. ProjectGraph.OutsideOf(CloneRoot.Path, folder)]).Except(copied)];

        Assert.Empty(missing);
    }
}
