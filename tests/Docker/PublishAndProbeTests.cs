using Orchestrator.Tests.Support;

namespace Orchestrator.Docker.Tests;

/// <summary>The images' content, started as their containers start it: <c>infra/docker/publish-and-probe</c>.</summary>
public sealed class PublishAndProbeTests
{
    const int NotPossibleHere = 3;

    [Fact]
    public async Task PublishAndProbe_ReadOnlyAndUnprivileged_EverythingStartsAndIsHealthy()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        string configuration = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)).Name;

        (int exitCode, string printed) = await Script.RunAsync(
            "infra/docker/publish-and-probe", ["--no-build", "--configuration", configuration], new() { ["ORCHESTRATOR_DB"] = database.ConnectionString });

        if (exitCode == NotPossibleHere && Environment.GetEnvironmentVariable("CI") != "true")
        {
            // A developer's machine without root; CI has it, and there this is a failure.
            Assert.Contains("Cannot be done on this machine", printed);
            return;
        }

        Assert.True(exitCode == 0, printed);
        Assert.Contains("Migrated as user 1654, all file systems read-only", printed);
        Assert.Contains("The functions is healthy", printed);
        Assert.Contains("The gateway is healthy", printed);
        Assert.Contains("The health check says no where it should", printed);
    }

    [Fact]
    public async Task PublishAndProbe_DatabaseAway_FailsWithTheLog()
    {
        (int exitCode, string printed) = await Script.RunAsync(
            "infra/docker/publish-and-probe",
            ["--no-build", "--configuration", new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)).Name],
            new() { ["ORCHESTRATOR_DB"] = "Host=127.0.0.1;Port=1;Database=none;Username=nobody" });

        Assert.True(exitCode is 1 or NotPossibleHere, printed);
        if (exitCode == 1)
            Assert.Contains("db migrate failed:", printed);
    }
}
