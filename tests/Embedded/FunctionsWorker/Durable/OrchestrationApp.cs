using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Embedded.FunctionsWorker.Tests.Support;
using Orchestrator.Tests.Support;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Durable;

/// <summary>The functions of <see cref="OrchestrationFunctions"/> in one process, on PostgreSQL, with the system key in every request.</summary>
public abstract class OrchestrationApp : IAsyncLifetime
{
    protected const string Management = "/runtime/webhooks/durabletask";

    TestDatabase _database = null!;
    WorkerApp _app = null!;

    protected HttpClient Http => _app.Client;

    protected DurableTaskClient Client => _app.Services.GetRequiredService<DurableTaskClient>();

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _app = await WorkerApp.StartAsync(
            [typeof(OrchestrationFunctions)],
            builder => builder.Services.AddSingleton<OrchestrationFunctions.Adder>(),
            """{ "extensions": { "durableTask": { "hubName": "Sums", "maxConcurrentActivityFunctions": 4 } } }""",
            "--ORCHESTRATOR_DB", _database.ConnectionString, "--ORCHESTRATOR_SYSTEM_KEY", "s-key");
        _app.Client.DefaultRequestHeaders.Add("x-functions-key", "s-key");
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    protected async Task<HttpStatusCode> StartAsync(string orchestrator, string instanceId)
        => (await _app.Client.PostAsync($"/api/start/{orchestrator}/{instanceId}", Json("""{"name":"batch","numbers":[1,2,3,4,5]}"""))).StatusCode;

    protected async Task<HttpStatusCode> PostAsync(string path, string body)
        => (await _app.Client.PostAsync(Management + path, body.Length > 0 ? Json(body) : null)).StatusCode;

    protected Task<JsonElement> GetAsync(string path) => _app.Client.GetFromJsonAsync<JsonElement>(Management + path);

    protected Task<OrchestrationMetadata> WaitAsync(string instanceId) => Client
        .WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true).WaitAsync(TimeSpan.FromSeconds(30));

    protected static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
