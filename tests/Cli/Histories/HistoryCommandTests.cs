using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrator.Cli.Histories;
using Orchestrator.Cli.Tests.Support;

namespace Orchestrator.Cli.Tests.Histories;

/// <summary>Against a host with canned answers; the real one's are tested in tests/Functions/Histories.</summary>
public sealed class HistoryCommandTests : IAsyncLifetime
{
    const string History = """{"format":1,"turns":[{},{}]}""";
    readonly TempHome _home = new();
    WebApplication _host = null!;
    string _key = "";

    string Address => _host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public async Task InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _host = builder.Build();
        _host.MapGet("/runtime/webhooks/durabletask/instances/{id}/history", (string id, HttpRequest request) =>
        {
            _key = request.Headers["x-functions-key"].ToString();
            return id switch
            {
                "task-1" => Results.Text(History, "application/json"),
                "secret" => Results.Unauthorized(),
                _ => Results.NotFound(),
            };
        });
        await _host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _home.DisposeAsync();
    }

    [Theory]
    [InlineData("task-1.json")]
    [InlineData("retries.json", "--name", "retries")]
    public async Task Export_WritesTheFile(string file, params string[] options)
    {
        string folder = Path.Combine(_home.Path, "new", "Histories");
        Finished finished = await new CliRun(["history", "export", "task-1", "--folder", folder, "--functions", Address, .. options]).RunAsync();
        Assert.Equal((ExitCodes.Success, Environment.GetEnvironmentVariable(HistoryCommand.KeyVariable) ?? ""), (finished.ExitCode, _key));
        Assert.Equal(History, await File.ReadAllTextAsync(Path.Combine(folder, file)));
        Assert.Contains("2 turns", finished.Error);
    }

    [Theory]
    [InlineData("nobody", "no instance nobody")]
    [InlineData("secret", HistoryCommand.KeyVariable)]
    public async Task Export_Refused_SaysWhyAndWritesNothing(string instance, string reason)
    {
        Finished finished = await new CliRun("history", "export", instance, "--folder", _home.Path, "--functions", Address).RunAsync();
        Assert.Equal(ExitCodes.Failed, finished.ExitCode);
        Assert.Contains(reason, finished.Error);
        Assert.Empty(Directory.EnumerateFiles(_home.Path, "*.json"));
    }

    [Fact]
    public async Task Export_FromNowhere_SaysWho()
    {
        string address = Address;
        await _host.StopAsync();
        Finished finished = await new CliRun("history", "export", "task-1", "--folder", _home.Path, "--functions", address).RunAsync();
        Assert.Equal(ExitCodes.Failed, finished.ExitCode);
        Assert.Contains($"The function host at {new Uri(address).Authority} cannot be reached", finished.Error);
    }
}
