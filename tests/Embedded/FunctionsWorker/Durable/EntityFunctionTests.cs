using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Embedded.FunctionsWorker.Tests.Support;
using Orchestrator.Tests.Support;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Durable;

/// <summary>Entity functions, and the management API for entities, in one process on PostgreSQL.</summary>
public sealed class EntityFunctionTests : IAsyncLifetime
{
    const string Management = "/runtime/webhooks/durabletask/entities";

    TestDatabase _database = null!;
    WorkerApp _app = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _app = await WorkerApp.StartAsync(
            [typeof(EntityFunctions)],
            builder => builder.Services.AddSingleton<OrchestrationFunctions.Adder>(),
            """{ "extensions": { "durableTask": { "hubName": "Entities" } } }""",
            "--ORCHESTRATOR_DB", _database.ConnectionString, "--ORCHESTRATOR_SYSTEM_KEY", "s-key");
        _app.Client.DefaultRequestHeaders.Add("x-functions-key", "s-key");
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Orchestrator_CallsEntityFunctions_OfEveryKind()
    {
        DurableTaskClient client = _app.Services.GetRequiredService<DurableTaskClient>();
        string id = await client.ScheduleNewOrchestrationInstanceAsync("Asks", "x");
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
        OrchestrationMetadata ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, deadline.Token);
        string[] said = ended.ReadOutputAs<string[]>()!;
        Assert.Equal(["2", "@echo@x Say hello", "boom"], said[..3]);
        Assert.Contains("ended without dispatching", said[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Management_SignalsReadsListsAndDeletes()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Client.GetAsync($"{Management}/Counter/a")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, await SignalAsync("Counter/a?op=Add", "3"));
        Assert.Equal(HttpStatusCode.Accepted, await SignalAsync("Cart/$?op=put", "\"tea\""));
        await UntilAsync("Counter/a", "3");
        await UntilAsync("Cart/$", """{"Items":["tea"]}""");
        JsonElement all = await _app.Client.GetFromJsonAsync<JsonElement>($"{Management}?fetchState=true");
        Assert.Equal(["cart", "counter"], all.EnumerateArray().Select(e => e.GetProperty("entityId").GetProperty("name").GetString()!));
        JsonElement[] counters = (await _app.Client.GetFromJsonAsync<JsonElement[]>($"{Management}/Counter"))!;
        Assert.Equal(JsonValueKind.Null, Assert.Single(counters).GetProperty("state").ValueKind);
        Assert.Equal(HttpStatusCode.BadRequest, await SignalAsync("Counter/a", "3"));
        Assert.Equal(HttpStatusCode.Accepted, (await _app.Client.DeleteAsync($"{Management}/Counter/a")).StatusCode);
        await Eventually.TrueAsync(async () => (await _app.Client.GetAsync($"{Management}/Counter/a")).StatusCode == HttpStatusCode.NotFound, "the entity is deleted");
    }

    [Fact]
    public async Task Management_WithoutTheSystemKey_IsRefused()
    {
        _app.Client.DefaultRequestHeaders.Remove("x-functions-key");
        Assert.Equal(HttpStatusCode.Unauthorized, (await _app.Client.GetAsync(Management)).StatusCode);
    }

    async Task<HttpStatusCode> SignalAsync(string path, string json)
    {
        using StringContent content = new(json, Encoding.UTF8, "application/json");
        return (await _app.Client.PostAsync($"{Management}/{path}", content)).StatusCode;
    }

    Task UntilAsync(string path, string state) => Eventually.TrueAsync(async () =>
    {
        HttpResponseMessage response = await _app.Client.GetAsync($"{Management}/{path}");
        return response.StatusCode == HttpStatusCode.OK && await response.Content.ReadAsStringAsync() == state;
    }, $"{path} is {state}");
}
