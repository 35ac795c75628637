using System.Text.Json;

namespace Orchestrator.Docker.Tests;

/// <summary>What the image of the function app starts with, <c>infra/docker/functions-start</c>, before the Functions host itself.</summary>
public sealed class FunctionsStartTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("functions-start-").FullName;

    [Fact]
    public async Task Start_KeysAreFiles_TheGatewaysKeyIsAFunctionKeyOfTheHost()
    {
        (int exitCode, string printed) = await StartAsync("files", "a-key_1");

        Assert.True(exitCode == 0, printed);
        Assert.Contains("host started", printed);
        using JsonDocument keys = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "secrets", "host.json")));
        JsonElement key = Assert.Single(keys.RootElement.GetProperty("functionKeys").EnumerateArray());
        Assert.Equal(("default", "a-key_1", false), (key.GetProperty("name").GetString(), key.GetProperty("value").GetString(), key.GetProperty("encrypted").GetBoolean()));
        Assert.NotEqual("a-key_1", keys.RootElement.GetProperty("masterKey").GetProperty("value").GetString());
    }

    [Fact]
    public async Task Start_KeysAreElsewhere_WritesNone()
    {
        (int exitCode, string printed) = await StartAsync("keyvault", "");

        Assert.True(exitCode == 0, printed);
        Assert.False(Directory.Exists(Path.Combine(_folder, "secrets")));
    }

    [Theory]
    [InlineData("", "must be set")]
    [InlineData("a\"b", "letters, digits")]
    public async Task Start_KeyThatCannotBe_IsRefusedByName(string key, string reason)
    {
        (int exitCode, string printed) = await StartAsync("files", key);

        Assert.Equal(1, exitCode);
        Assert.Contains("ORCHESTRATOR_FUNCTION_KEY", printed);
        Assert.Contains(reason, printed);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    Task<(int ExitCode, string Printed)> StartAsync(string storage, string key)
    {
        string host = Path.Combine(_folder, "host");
        File.WriteAllText(host, "#!/bin/sh\necho host started\n");
        File.SetUnixFileMode(host, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Script.RunAsync("infra/docker/functions-start", [], new()
        {
            ["AzureWebJobsSecretStorageType"] = storage,
            ["ORCHESTRATOR_FUNCTION_KEY"] = key,
            ["ORCHESTRATOR_MASTER_KEY"] = "",
            ["FUNCTIONS_SECRETS"] = Path.Combine(_folder, "secrets"),
            ["FUNCTIONS_START"] = host,
        });
    }
}
