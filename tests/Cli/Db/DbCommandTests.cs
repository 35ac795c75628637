using Orchestrator.Cli.Tests.Support;

namespace Orchestrator.Cli.Tests.Db;

public sealed class DbCommandTests
{
    [Fact]
    public async Task Db_FromStartToStop_PrintsWhatScriptsNeed()
    {
        await using var home = new TempHome();
        CliRun Db(params string[] arguments) => new(["db", .. arguments, "--home", home.Path]);

        Assert.Equal((ExitCodes.Failed, "not running\n"), await Db("status").ExitCodeAndOutputAsync());
        Assert.Contains("orchestrator db start", (await Db("url").RunAsync()).Error);
        Assert.Equal(ExitCodes.Success, (await Db("start", "--throw-away", "--port", "54600").RunAsync()).ExitCode);
        Assert.Equal(ExitCodes.Success, (await Db("status").RunAsync()).ExitCode);
        Assert.Contains("Database=orchestrator;", (await Db("url").RunAsync()).Output);
        Assert.Contains("Database=other;", (await Db("url", "--database", "other").RunAsync()).Output);
        Assert.Contains("Host=127.0.0.1;", (await Db("url").RunAsync()).Output);
        Assert.Contains("Host=/", (await Db("url", "--socket").RunAsync()).Output);

        Finished first = await Db("migrate").RunAsync();
        Assert.Equal(ExitCodes.Success, first.ExitCode);
        Assert.Contains("Database created.", first.Error);
        Assert.Contains("Schema is up to date.", (await Db("migrate").RunAsync()).Error);
        Assert.Contains("May use the schema: orchestrator.", (await Db("migrate", "--host-role", "orchestrator").RunAsync()).Error);
        Finished malformed = await Db("migrate", "--host-role", "gateway=me").RunAsync();
        Assert.Equal(ExitCodes.Failed, malformed.ExitCode);
        Assert.Contains("--host-role: \"gateway=me\"", malformed.Error);

        Assert.Contains("PostgreSQL stopped.", (await Db("stop").RunAsync()).Error);
        Assert.Contains("was not running", (await Db("stop", "--delete-data").RunAsync()).Error);
        Assert.False(Directory.Exists(Path.Combine(home.Path, ".orchestrator", "postgres")));
    }
}
