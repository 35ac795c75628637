using Orchestrator.Docker.Tests.Files;
using Orchestrator.Tests.Support;

namespace Orchestrator.Docker.Tests;

public sealed class ComposeTests
{
    const string Sound = """
        x-ours: &ours
          read_only: true
          cap_drop: [ALL]
          security_opt: ["no-new-privileges:true"]
        services:
          postgres:
            image: postgres:17.6
            environment: { POSTGRES_PASSWORD: "${POSTGRES_PASSWORD:?}" }
          functions:
            <<: *ours
            build: { context: ../.., dockerfile: infra/docker/functions.Dockerfile }
            depends_on: [postgres]
          gateway:
            <<: *ours
            build: { context: ../.., dockerfile: infra/docker/gateway.Dockerfile }
            ports: ["127.0.0.1:8080:8080"]
        """;

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(CloneRoot.Path, "infra/docker"), "compose*.yaml").Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Compose_KeepsTheRules(string name) => Assert.Empty(ComposeRules.Find(Read(name), CloneRoot.Path));

    [Theory]
    [InlineData("compose.yaml", "azurite functions gateway migrate postgres")]
    [InlineData("compose.embedded.yaml", "functions gateway migrate postgres")]
    public void Compose_HasTheWholeStack(string name, string services) =>
        Assert.Equal(services, string.Join(' ', Read(name).Services.Keys.Order(StringComparer.Ordinal)));

    /// <summary>A setting that nobody reads would look as if it did something.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Compose_OurSettings_AreDocumented(string name)
    {
        string documented = File.ReadAllText(Path.Combine(CloneRoot.Path, "docs/settings.md"));

        Assert.All(
            Read(name).Services.Values.SelectMany(Compose.EnvironmentOf).Select(setting => setting.Name)
                .Where(setting => setting.StartsWith("ORCHESTRATOR_", StringComparison.Ordinal)),
            setting => Assert.Contains($"`{setting}`", documented));
    }

    /// <summary>Each rule finds what it is for, and only that.</summary>
    [Theory]
    [InlineData("", "", null)]
    [InlineData("postgres:17.6", "postgres:latest", "names no version")]
    [InlineData("read_only: true", "init: true", "can be written to", 2)]
    [InlineData("cap_drop: [ALL]", "init: true", "keeps capabilities", 2)]
    [InlineData("no-new-privileges:true", "seccomp=unconfined", "may gain privileges", 2)]
    [InlineData("${POSTGRES_PASSWORD:?}", "hunter2", "a secret in POSTGRES_PASSWORD")]
    [InlineData("POSTGRES_PASSWORD: \"${POSTGRES_PASSWORD:?}\"", "ORCHESTRATOR_DB: Host=x;Password=y", "a secret in ORCHESTRATOR_DB")]
    [InlineData("depends_on: [postgres]", "depends_on: [mysql]", "no service mysql")]
    [InlineData("depends_on: [postgres]", "ports: [\"127.0.0.1:7071:8080\"]", "cannot be scaled")]
    [InlineData("depends_on: [postgres]", "network_mode: host", "reaches out of its container")]
    [InlineData("127.0.0.1:8080:8080", "8080:8080", "open to others")]
    [InlineData("infra/docker/gateway.Dockerfile", "infra/docker/gate.Dockerfile", "no infra/docker/gate.Dockerfile")]
    public void Rules_OneFault_IsFound(string replaced, string by, string? fault, int times = 1)
    {
        string text = replaced.Length == 0 ? Sound : Sound.Replace(replaced, by, StringComparison.Ordinal);

        string[] found = [.. ComposeRules.Find(Compose.Parse("x", text), CloneRoot.Path)];

        Assert.Equal(fault is null ? 0 : times, found.Length);
        Assert.All(found, f => Assert.Contains(fault!, f));
    }

    static Compose Read(string name) => Compose.Parse(name, File.ReadAllText(Path.Combine(CloneRoot.Path, "infra/docker", name)));
}
