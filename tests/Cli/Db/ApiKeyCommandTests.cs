using Orchestrator.Cli.Tests.Support;
using Orchestrator.Core.Access;

namespace Orchestrator.Cli.Tests.Db;

public sealed class ApiKeyCommandTests
{
    [Fact]
    public async Task ApiKey_FromCreateToRevoke_ShowsTheKeyOnce()
    {
        await using var home = new TempHome();
        CliRun Db(params string[] arguments) => new(["db", .. arguments, "--home", home.Path]);
        Assert.Equal(ExitCodes.Success, (await Db("start", "--throw-away", "--port", "54620").RunAsync()).ExitCode);
        await new CliRun("db", "migrate", "--home", home.Path).RunAsync();

        Finished made = await Db(
            "api-key", "create", "billing", "-p", "read", "-p", "write", "-n", "team-a", "-n", "team-b", "--expires-in", "90d").RunAsync();
        Assert.Equal(ExitCodes.Success, made.ExitCode);
        string key = made.Output.TrimEnd('\n');
        ApiKeyText text = ApiKeyText.Read(key)!;

        Finished list = await Db("api-key", "list").RunAsync();
        Assert.Contains(text.Prefix, list.Output, StringComparison.Ordinal);
        Assert.Contains("read, write in team-a, team-b", list.Output, StringComparison.Ordinal);
        Assert.Contains("valid until", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(key[^64..], list.Output + made.Error, StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Success, (await Db("api-key", "revoke", text.Prefix).RunAsync()).ExitCode);
        Assert.Contains("revoked", (await Db("api-key", "list").RunAsync()).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failed, (await Db("api-key", "revoke", "nobodys").RunAsync()).ExitCode);

        Finished refused = await Db("api-key", "create", "no spaces", "-p", "read", "-n", "Team A").RunAsync();
        Assert.Equal(ExitCodes.Usage, refused.ExitCode);
        Assert.Contains("name: must be", refused.Error, StringComparison.Ordinal);
        Assert.Contains("namespace 'Team A'", refused.Error, StringComparison.Ordinal);
        await Db("stop", "--delete-data").RunAsync();
    }

    [Theory]
    [InlineData("api-key", "create", "x")]
    [InlineData("api-key", "create", "x", "-p", "everything")]
    public async Task ApiKey_WithoutAKnownPermission_IsRefused(params string[] arguments) =>
        Assert.Equal(ExitCodes.Usage, (await new CliRun(["db", .. arguments]).RunAsync()).ExitCode);
}
