using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Durable;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.Configuration;
using Orchestrator.Embedded.FunctionsWorker.Tests.Support;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Hosting;

public sealed class HostFilesTests
{
    const string HostJson = """
        {
          "version": "2.0", // comments are allowed, as on the real host
          "functionTimeout": "00:07:00",
          "logging": { "logLevel": { "default": "Error", "Some.Category": "Debug" } },
          "extensions": {
            "http": { "routePrefix": "v1/things" },
            "durableTask": { "hubName": "%HUB%", "maxConcurrentActivityFunctions": 7, "maxConcurrentOrchestratorFunctions": 9 }
          }
        }
        """;

    [Fact]
    public void HostJson_Settings_AreRead()
    {
        FunctionsApplicationBuilder builder = WorkerApp.CreateBuilder([], HostJson, null, "--HUB", "TheHub");
        Assert.Equal(new HostSettings("v1/things", "TheHub", TimeSpan.FromMinutes(7), 7), HostSettings.From(builder.Configuration));
        Assert.Equal("Debug", builder.Configuration["Logging:LogLevel:Some.Category"]);
    }

    [Fact]
    public void HostJson_DurableSettingsWithoutEffect_AreFound()
    {
        FunctionsApplicationBuilder builder = WorkerApp.CreateBuilder([], HostJson, null);
        Assert.Equal(["maxConcurrentOrchestratorFunctions"], IgnoredSettings.Find(builder.Configuration));
    }

    [Fact]
    public void HostJson_Setting_IsOverriddenAsOnTheRealHost()
    {
        FunctionsApplicationBuilder builder = WorkerApp.CreateBuilder(
            [], HostJson, null, "--AzureFunctionsJobHost:extensions:durableTask:hubName", "Other");
        Assert.Equal("Other", HostSettings.From(builder.Configuration).HubName);
    }

    [Fact]
    public void HostJson_Missing_GivesDefaults()
        => Assert.Equal(
            new HostSettings("api", "TestHubName", TimeSpan.FromMinutes(30), null),
            HostSettings.From(new ConfigurationBuilder().Build()));

    [Theory]
    [InlineData("""{ "functionTimeout": "soon" }""", "functionTimeout: 'soon'")]
    [InlineData("""{ "extensions": { "durableTask": { "hubName": "%NOBODY%" } } }""", "'NOBODY'")]
    [InlineData("""{ "extensions": { "durableTask": { "maxConcurrentActivityFunctions": 0 } } }""", "maxConcurrentActivityFunctions: '0'")]
    [InlineData("""{ "functionTimeout": """, "host.json is not valid JSON")]
    public void HostJson_NotValid_NamesTheField(string hostJson, string expected)
        => Assert.Contains(expected, Assert.Throws<InvalidOperationException>(
            () => WorkerApp.CreateBuilder([], hostJson, null).Build()).Message);

    [Fact]
    public void LocalSettings_Values_AreConfigurationBelowTheCommandLine()
    {
        const string Settings = """
            { "IsEncrypted": false, "Values": { "Plain": "a", "Nested__Key": "b", "Taken": "file" }, "ConnectionStrings": { "Db": "c" }, "Host": { "LocalHttpPort": 7099 } }
            """;
        IConfiguration configuration = WorkerApp.CreateBuilder([], null, Settings, "--Taken", "command").Configuration;
        Assert.Equal("a", configuration["Plain"]);
        Assert.Equal("b", configuration["Nested:Key"]);
        Assert.Equal("c", configuration.GetConnectionString("Db"));
        Assert.Equal("command", configuration["Taken"]);
        Assert.Equal("http://127.0.0.1:7099", HostAddress.From(configuration));
    }

    [Fact]
    public void LocalSettings_Environment_Wins()
    {
        string variable = $"TEST_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(variable, "environment");
        IConfiguration configuration = WorkerApp.CreateBuilder([], null, $$"""{ "Values": { "{{variable}}": "file" } }""").Configuration;
        Assert.Equal("environment", configuration[variable]);
    }

    [Fact]
    public void LocalSettings_Encrypted_IsRefused()
        => Assert.Contains("IsEncrypted", Assert.Throws<InvalidOperationException>(
            () => WorkerApp.CreateBuilder([], null, """{ "IsEncrypted": true, "Values": { "A": "CfDJ8" } }""")).Message);

    [Theory]
    [InlineData("port=9001;ASPNETCORE_URLS=http://[::1]:5;FUNCTIONS_PORT=9002", "http://127.0.0.1:9001")]
    [InlineData("ASPNETCORE_URLS=http://[::1]:5;FUNCTIONS_PORT=9002", "http://[::1]:5")]
    [InlineData("FUNCTIONS_PORT=9002", "http://127.0.0.1:9002")]
    [InlineData("", "http://127.0.0.1:7071")]
    public void Address_FromConfiguration_FollowsTheOrder(string settings, string expected)
        => Assert.Equal(expected, HostAddress.From(Configuration(settings)));

    [Theory]
    [InlineData("port=http")]
    [InlineData("FUNCTIONS_PORT=70000")]
    public void Address_NotAPort_NamesTheSetting(string settings)
        => Assert.StartsWith(settings.Split('=')[0], Assert.Throws<InvalidOperationException>(() => HostAddress.From(Configuration(settings))).Message);

    static IConfiguration Configuration(string settings) => new ConfigurationBuilder().AddInMemoryCollection(
        settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]))).Build();
}
