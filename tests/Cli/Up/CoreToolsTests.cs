using Orchestrator.Cli.Processes;
using Orchestrator.Cli.Terminals;
using Orchestrator.Cli.Tests.Support;
using Orchestrator.Cli.Up;
using Orchestrator.Cli.Up.CoreTools;
using Orchestrator.Tests.Support;

namespace Orchestrator.Cli.Tests.Up;

/// <summary>
/// <c>up --func</c>. Core Tools download a program of their own and Azurite is large, so scripts stand in for both, and for the build:
/// what counts is what is started with what, in which order, and that the first work goes through it.
/// </summary>
[Collection("Environment variables")]
public sealed class CoreToolsTests : IAsyncDisposable
{
    readonly TempHome _home = new();

    string Journal => Path.Combine(_home.Path, "journal");

    [Fact]
    public async Task Up_WithFunc_BuildsForAzureAndRunsTheFirstWorkThroughIt()
    {
        Clone();
        Finished finished = await UpAsync(Programs());

        Assert.True(finished.ExitCode == ExitCodes.Success, finished.Output + finished.Error);
        Assert.Contains("6 of 6 tasks completed.", finished.Output);
        string[] journal = await File.ReadAllLinesAsync(Journal);
        Assert.Equal("build functions -p:OrchestratorHost=Azure", journal[0]);
        Assert.Equal("build gateway -p:OrchestratorHost=Azure", journal[1]);
        Assert.Contains(journal, line => line.StartsWith("azurite --location", StringComparison.Ordinal) || finished.Error.Contains("Azurite runs already", StringComparison.Ordinal));
        Assert.Contains($"func start --no-build --port 17171 in {_home.Path}/artifacts/Azure/bin/Orchestrator.Functions/debug", journal);
        Assert.Contains("func UseDevelopmentStorage=true dotnet-isolated", journal);
    }

    [Fact]
    public async Task Up_PackagesMissing_SaysSoInOneSentenceWithTheCommand()
    {
        Finished finished = await UpAsync(Programs(dotnet: Script("dotnet-without", """
            echo "x.csproj : error NU1102: Unable to find package Microsoft.Azure.Functions.Worker with version (>= 2.52.0) [x.csproj]"
            exit 1
            """)));

        Assert.Equal(ExitCodes.Failed, finished.ExitCode);
        Assert.Matches("package sources do not have them .*NU1102: Unable to find package Microsoft.Azure.Functions.Worker .*AzurePackages=Newest ./run --func", finished.Error);
        Assert.DoesNotContain("PostgreSQL", finished.Error);
    }

    [Fact]
    public async Task Up_SourceDoesNotCompile_ShowsTheCompiler()
    {
        Finished finished = await UpAsync(Programs(dotnet: Script("dotnet-failing", "echo 'X.cs(1,1): error CS1002: ; expected'; exit 1")));

        Assert.Equal(ExitCodes.Failed, finished.ExitCode);
        Assert.Contains("The Azure build of functions failed:\nX.cs(1,1): error CS1002", finished.Error);
    }

    [Fact]
    public async Task Up_NoFuncOnPath_SaysHowToInstallIt()
    {
        string cli = Path.Combine(AppContext.BaseDirectory, "orchestrator.dll");
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

        ProcessResult result = await new CommandLine(
            "/usr/bin/env", $"PATH={_home.Path}", dotnet, "exec", cli, "up", "--func", "--home", _home.Path).RunAsync(default);

        Assert.Equal("--func needs Azure Functions Core Tools 4 (func), which are not on PATH: npm install -g azure-functions-core-tools@4", result.Printed);
        Assert.Equal(ExitCodes.Failed, result.ExitCode);
    }

    [Fact]
    public async Task Prepare_OnePortBusy_NamesIt()
    {
        if (!LoopbackPort.IsFree(10001))
        {
            return;  // somebody's own Azurite
        }

        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 10001);
        other.Start();
        var azurite = new Azurite(_home.Path, _home.Path, _home.Said.Add);

        CommandFailedException error = await Assert.ThrowsAsync<CommandFailedException>(() => azurite.PrepareAsync(default));

        Assert.Contains("Port 10001 is busy", error.Message);
    }

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    /// <summary>A clone as the Azure build and npm leave it: our own embedded hosts in the one's place, a script in the other's.</summary>
    void Clone()
    {
        string bin = Path.GetDirectoryName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;
        string azure = Directory.CreateDirectory(Path.Combine(_home.Path, "artifacts/Azure/bin/Orchestrator.Functions/debug")).Parent!.Parent!.FullName;
        Directory.CreateDirectory(Path.Combine(azure, "Orchestrator.Gateway"));
        Directory.CreateSymbolicLink(Path.Combine(azure, "Orchestrator.Gateway/debug"), Path.Combine(bin, "Orchestrator.Gateway", Configuration));
        string azurite = Directory.CreateDirectory(Path.Combine(_home.Path, "node_modules/azurite/dist/src")).FullName;
        File.WriteAllText(Path.Combine(azurite, "azurite.js"), $$"""
            require('node:fs').appendFileSync({{System.Text.Json.JsonSerializer.Serialize(Journal)}}, `azurite ${process.argv.slice(2).join(' ')}\n`);
            for (const port of [10000, 10001, 10002]) require('node:net').createServer().listen(port, '127.0.0.1');
            """);
    }

    CoreToolsPrograms Programs(string? dotnet = null)
    {
        string real = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string embedded = Path.Combine(CloneRoot.Path, "artifacts/Embedded/bin/Orchestrator.Functions", Configuration);
        return new CoreToolsPrograms(
            _home.Path,
            dotnet ?? Script("dotnet", $"""[ "$1" = build ] && echo "build $2 $3" >>'{Journal}'"""),
            Script("func", $"""
                echo "func $* in $(pwd)" >>'{Journal}'
                echo "func $AzureWebJobsStorage $FUNCTIONS_WORKER_RUNTIME" >>'{Journal}'
                cd '{embedded}' && exec '{real}' exec Orchestrator.Functions.dll "$3" "$4"
                """));
    }

    static string Configuration => Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    string Script(string name, string text)
    {
        string path = Path.Combine(_home.Path, name);
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    async Task<Finished> UpAsync(CoreToolsPrograms programs)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(output, error, isInteractive: false);
        var options = new UpOptions(
            _home.Path, Once: true, Port: 18280, HttpTwoPort: 18380, FunctionsPort: 17171, DatabasePort: 54710, CoreTools: programs);
        try
        {
            int exitCode = await new UpSession(terminal, TimeProvider.System, options).RunAsync(default);
            return new Finished(exitCode, output.ToString(), error.ToString());
        }
        catch (CommandFailedException e)
        {
            return new Finished(ExitCodes.Failed, output.ToString(), error + e.Message);
        }
    }
}
