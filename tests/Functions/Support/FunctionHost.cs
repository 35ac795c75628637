using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Hosting;
using Orchestrator.Tests.Support;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Functions.Tests.Support;

/// <summary>
/// The function app as <c>Program.cs</c> composes it, in this process, over a real database and HTTP, with a clock that the test
/// moves.
/// </summary>
sealed class FunctionHost : IAsyncDisposable
{
    const string Key = "test-function-key";
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    readonly IHost _host;

    FunctionHost(IHost host, VirtualTimeProvider time)
    {
        _host = host;
        Time = time;
        var address = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Anonymous = new HttpClient { BaseAddress = address };
        Http = new HttpClient { BaseAddress = address };
        Http.DefaultRequestHeaders.Add("x-functions-key", Key);
    }

    public VirtualTimeProvider Time { get; }

    /// <summary>How far the tests have moved this host's clock ahead of the database's, from which a task's times come.</summary>
    public TimeSpan Ahead => Time.GetUtcNow() - DateTimeOffset.UtcNow;

    /// <summary>With the function key.</summary>
    public HttpClient Http { get; }

    public HttpClient Anonymous { get; }

    public IServiceProvider Services => _host.Services;

    public static async Task<FunctionHost> StartAsync(MigratedDatabase database, params string[] settings)
    {
        // Whole milliseconds: a delay cuts the rest off, and on a clock that stands a wait for the rest would never end.
        var time = new VirtualTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
        IHost host = Build(database.ConnectionString, time, settings);
        await host.StartAsync();
        return new FunctionHost(host, time);
    }

    /// <summary>The host, not started: nothing is connected to.</summary>
    public static IHost Build(string connectionString, TimeProvider time, params string[] settings)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(
        [
            "--applicationName=Orchestrator.Functions",
            "--port=0",
            "--Logging:LogLevel:Default=Warning",
            "--ORCHESTRATOR_LLM_KEY=",
            "--ORCHESTRATOR_LLM_ENDPOINT=",
            $"--ORCHESTRATOR_DB={connectionString}",
            $"--ORCHESTRATOR_FUNCTION_KEY={Key}",
            .. settings,
        ]);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(TextWriter.Null);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddOrchestratorFunctions(builder.Configuration);
        return builder.Build();
    }

    public async Task<HttpResponseMessage> StartAsync(Guid taskId, int run = 1, TimeSpan? timeLimit = null)
    {
        var input = new RunTaskInput(taskId, run, timeLimit ?? RunTaskInput.DefaultTimeLimit);
        return await Http.PostAsJsonAsync($"api/orchestrations/{RunTaskInput.Orchestrator}/{input.InstanceId}", input);
    }

    public async Task<InstanceStatus?> FindAsync(Guid taskId, int run = 1)
    {
        using HttpResponseMessage response = await Http.GetAsync($"api/instances/{RunTaskInput.InstanceIdOf(taskId, run)}");
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<InstanceStatus>() : null;
    }

    /// <summary>Waits for the instance to end, moving the clock a second at a time.</summary>
    /// <returns>Its end; the phase is in the custom status.</returns>
    public async Task<InstanceStatus> EndAsync(Guid taskId, int run = 1)
    {
        InstanceStatus? ended = null;
        await UntilAsync(
            async () => (ended = await FindAsync(taskId, run)) is { RuntimeStatus: "Completed" or "Failed" or "Terminated" },
            skipTime: true);
        return ended!;
    }

    public async Task<string> PhaseAsync(Guid taskId, int run = 1) =>
        (await FindAsync(taskId, run))?.CustomStatus is { } status ? JsonElement.Parse(status).GetProperty("Phase").GetString()! : "";

    /// <summary>
    /// Waits for a condition, moving the clock a little at each look (the runtime's own pauses need it to move), or more with
    /// <paramref name="skipTime"/>; fails when the condition has not come in 30 s of real time, or in the time given.
    /// </summary>
    public async Task UntilAsync(Func<Task<bool>> condition, bool skipTime = false, TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? Deadline);
        while (!await condition())
        {
            Assert.False(deadline.IsCancellationRequested, "The condition did not come about in time.");
            await Task.Delay(10);
            Time.Advance(TimeSpan.FromMilliseconds(skipTime ? 250 : 20));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Anonymous.Dispose();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
