using System.Runtime.Loader;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Core.Events.Bus;
using Orchestrator.Core.Execution;
using Orchestrator.Functions.Handlers.Plugins;
using Orchestrator.Functions.Hosting;
using Orchestrator.Functions.Tasks;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Handlers.Plugins;

/// <summary>A folder with a plugin that works in part, a file that is no assembly, and an assembly without handlers.</summary>
public sealed class PluginTests : IAsyncLifetime
{
    const string Sample = SamplePlugin.Name;
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orchestrator-plugins-");
    AttemptFixture _fixture = null!;

    public async Task InitializeAsync()
    {
        SamplePlugin.CopyTo(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "garbage.dll"), "no assembly");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "xunit.abstractions.dll"), Path.Combine(_folder.FullName, "xunit.abstractions.dll"));
        _fixture = await AttemptFixture.CreateAsync(new() { ["ORCHESTRATOR_PLUGINS"] = _folder.FullName });
    }

    public async Task DisposeAsync()
    {
        await _fixture.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Handler_OfAPlugin_RunsAsTheBuiltInOnes()
    {
        Guid id = await _fixture.Tasks.InsertAsync("shout", prompt: "hi");
        Guid exact = await _fixture.Tasks.InsertAsync("shout@1.2.0", prompt: "hi");
        Guid builtIn = await _fixture.Tasks.InsertAsync("sum", """{"values": [1, 2]}""");

        Assert.Equal(AttemptResult.Completed, (await _fixture.RunAsync(id)).Result);
        Assert.Equal(AttemptResult.Completed, (await _fixture.RunAsync(exact)).Result);
        Assert.Equal(AttemptResult.Completed, (await _fixture.RunAsync(builtIn)).Result);

        Assert.Equal("HI completed_with_warnings 4", await _fixture.Tasks.FieldAsync(id, "concat_ws(' ', output, status, length(task_output ->> 'year'))"));
        Assert.Equal("3", await _fixture.Tasks.FieldAsync(builtIn, "output"));
    }

    [Fact]
    public async Task Handler_OfAPluginThatFails_FailsItsTaskAlone()
    {
        Guid id = await _fixture.Tasks.InsertAsync("shout", prompt: "");

        await _fixture.RunAsync(id);

        Assert.Equal(["1 failed empty"], await _fixture.Tasks.AttemptsAsync(id));
    }

    [Fact]
    public async Task Plugin_LivesInALoadContextOfItsOwn_AndSharesTheContract()
    {
        await _fixture.RunAsync(await _fixture.Tasks.InsertAsync("shout", prompt: "hi"));
        ITaskHandler shout = _fixture.Services.GetRequiredService<HandlerRegistry>().Find("default", "shout");
        AssemblyLoadContext own = AssemblyLoadContext.GetLoadContext(shout.GetType().Assembly)!;

        Assert.Equal(Sample, own.Name);
        Assert.Contains(own.Assemblies, a => a.GetName().Name == "Newtonsoft.Json");
        Assert.DoesNotContain(own.Assemblies, a => a == typeof(ITaskHandler).Assembly || a.GetName().Name == "Orchestrator.Core");
    }

    [Fact]
    public void WhatCannotBeUsed_IsRejectedWithItsReason()
    {
        LoadedHandlers loaded = _fixture.Services.GetRequiredService<LoadedHandlers>();

        Assert.Equal(
            [(Sample, null), ("garbage", "not_an_assembly"), ("xunit.abstractions", "no_handlers")],
            loaded.Plugins.Select(p => (p.Name, p.Rejection?.Reason)));
        Assert.Equal(["*/shout@1.2.0"], loaded.Plugins[0].Handlers.Select(h => h.ToString()));
        Assert.Equal(
            [("*/sum@1.0.0", "already_registered"), ($"{Sample}.Nameless", "invalid_key"), ($"{Sample}.Unlicensed", "cannot_be_created")],
            loaded.Plugins[0].Rejected.Select(r => (r.Handler, r.Rejection.Reason)).Order());
        Assert.Contains(loaded.Plugins[0].Rejected, r => r.Rejection.Message == "There is no licence.");
    }

    [Fact]
    public async Task Host_ThatStartsAndStops_SaysSoOnTheBusAndInTheTable()
    {
        EventBus bus = _fixture.Services.GetRequiredService<EventBus>();
        List<string> heard = [];
        var renewed = new TaskCompletionSource();
        await using IAsyncDisposable subscription = bus.Subscribe("test", EventPattern.Parse("registry.*"), (happened, _) =>
        {
            heard.Add($"{happened.Name} {happened.SubjectId}");
            if (happened.Name == "registry.health_checked")
            {
                renewed.TrySetResult();
            }

            return ValueTask.CompletedTask;
        });
        HandlerHost host = _fixture.Services.GetServices<IHostedService>().OfType<HandlerHost>().Single();

        await host.StopAsync(CancellationToken.None);
        await host.StartAsync(CancellationToken.None);
        await renewed.Task;
        await bus.DrainAsync(CancellationToken.None);

        Assert.Superset(
            new HashSet<string>
            {
                "registry.handler_unregistered */shout@1.2.0", $"registry.plugin_unregistered {Sample}", "registry.handler_registered */sum@1.0.0",
                $"registry.plugin_registered {Sample}", "registry.handler_registered */shout@1.2.0", "registry.handler_rejected */sum@1.0.0",
                "registry.plugin_rejected garbage", "registry.plugin_rejected xunit.abstractions",
            },
            heard.ToHashSet());
        Assert.Contains("* shout 1.2.0 dotnet", await _fixture.Tasks.ListAsync(
            "SELECT concat_ws(' ', namespace, name, version, kind) FROM orchestrator.handler_registrations WHERE last_seen_at > now() - interval '1 minute'"));
    }

    [Fact]
    public async Task Folder_ThatIsNotThere_StopsTheHostAndIsNamed()
    {
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => AttemptFixture.CreateAsync(new() { ["ORCHESTRATOR_PLUGINS"] = Path.Combine(_folder.FullName, "nowhere") }));

        Assert.Contains("ORCHESTRATOR_PLUGINS", error.Message, StringComparison.Ordinal);
    }
}
