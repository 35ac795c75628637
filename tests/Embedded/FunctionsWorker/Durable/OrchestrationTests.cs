using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Embedded.FunctionsWorker.Tests.Support;
using Orchestrator.Tests.Support;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Durable;

/// <summary>Orchestrations from HTTP trigger to result, in one process, on PostgreSQL.</summary>
public sealed class OrchestrationTests : IAsyncLifetime
{
    const string Management = "/runtime/webhooks/durabletask";

    TestDatabase _database = null!;
    WorkerApp _app = null!;

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

    [Fact]
    public async Task Orchestrator_WithActivities_GivesItsResult()
    {
        Assert.Equal(HttpStatusCode.Accepted, await StartAsync("Sums", "sum-1"));
        OrchestrationMetadata instance = await WaitAsync("sum-1");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, instance.RuntimeStatus);
        Assert.Equal(new Sum("batch by Sums", 15, "sum-1"), instance.ReadOutputAs<Sum>());
    }

    [Fact]
    public async Task Start_SameInstanceTwice_IsRefusedWhileItRunsAndAfterItEnded()
    {
        await StartAsync("Waits", "once");
        Assert.Equal(HttpStatusCode.Conflict, await StartAsync("Waits", "once"));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/once/raiseEvent/Go", "\"done\""));
        await WaitAsync("once");
        Assert.Equal(HttpStatusCode.Conflict, await StartAsync("Waits", "once"));
    }

    [Fact]
    public async Task Activity_Failing_FailsTheOrchestrationWithItsCause()
    {
        await StartAsync("Fails", "fails-1");
        OrchestrationMetadata instance = await WaitAsync("fails-1");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Contains("Explode exploded", instance.FailureDetails!.ErrorMessage);
        Assert.True(instance.FailureDetails.InnerFailure!.IsCausedBy<InvalidOperationException>());
    }

    [Fact]
    public async Task CheckStatusResponse_Followed_LeadsToTheResult()
    {
        HttpResponseMessage started = await _app.Client.PostAsync("/api/classic/classic-1", null);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        JsonElement payload = await started.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("classic-1", payload.GetProperty("id").GetString());
        Assert.Equal(started.Headers.Location!.ToString(), payload.GetProperty("statusQueryGetUri").GetString());

        using HttpClient stranger = new();
        string status = payload.GetProperty("statusQueryGetUri").GetString()!;
        Assert.Equal(HttpStatusCode.Accepted, (await stranger.GetAsync(status)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(status.Split('?')[0])).StatusCode);
        string raise = payload.GetProperty("sendEventPostUri").GetString()!.Replace("{eventName}", "Go");
        Assert.Equal(HttpStatusCode.Accepted, (await stranger.PostAsync(raise, Json("\"went\""))).StatusCode);
        await WaitAsync("classic-1");
        JsonElement ended = await stranger.GetFromJsonAsync<JsonElement>(status);
        Assert.Equal("Completed", ended.GetProperty("runtimeStatus").GetString());
        Assert.Equal("went", ended.GetProperty("output").GetString());
    }

    [Fact]
    public async Task Management_Get_ShowsStatusInputAndCustomStatus()
    {
        await PostAsync("/orchestrators/Waits/get-1", """{"name":"n","numbers":[1]}""");
        await Eventually.TrueAsync(async () => (await GetAsync("/instances/get-1")).GetProperty("customStatus").ValueKind == JsonValueKind.Object, "it runs");
        JsonElement shown = await GetAsync("/instances/get-1");
        Assert.Equal("Running", shown.GetProperty("runtimeStatus").GetString());
        Assert.Equal("Waits", shown.GetProperty("name").GetString());
        Assert.Equal("n", shown.GetProperty("input").GetProperty("name").GetString());
        Assert.True(shown.GetProperty("customStatus").GetProperty("waits").GetBoolean());
        Assert.Equal(JsonValueKind.Null, (await GetAsync("/instances/get-1?showInput=false")).GetProperty("input").ValueKind);
    }

    [Fact]
    public async Task Management_List_FiltersAndPages()
    {
        foreach (int i in Enumerable.Range(1, 3))
            await PostAsync($"/orchestrators/Waits/page-{i}", "");
        await PostAsync("/orchestrators/Waits/other-1", "");
        HttpRequestMessage next = new(HttpMethod.Get, $"{Management}/instances?instanceIdPrefix=page-&top=2");
        List<string> seen = [];
        for (int page = 0; page < 2; page++)
        {
            HttpResponseMessage response = await _app.Client.SendAsync(next);
            JsonElement instances = await response.Content.ReadFromJsonAsync<JsonElement>();
            seen.AddRange(instances.EnumerateArray().Select(instance => instance.GetProperty("instanceId").GetString()!));
            bool more = response.Headers.TryGetValues("x-ms-continuation-token", out IEnumerable<string>? tokens);
            Assert.Equal(page == 0, more);
            next = new(HttpMethod.Get, next.RequestUri);
            if (more)
                next.Headers.Add("x-ms-continuation-token", tokens!.Single());
        }
        Assert.Equal(["page-1", "page-2", "page-3"], seen.Order(StringComparer.Ordinal));
        Assert.Empty((await GetAsync("/instances?runtimeStatus=Failed,Terminated")).EnumerateArray());
    }

    [Fact]
    public async Task Management_TerminateThenPurge_EndsAndRemoves()
    {
        await PostAsync("/orchestrators/Waits/end-1", "");
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/end-1/terminate?reason=enough", ""));
        OrchestrationMetadata ended = await WaitAsync("end-1");
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("\"enough\"", ended.SerializedOutput);
        Assert.Equal(HttpStatusCode.Gone, await PostAsync("/instances/end-1/terminate", ""));
        Assert.Equal(HttpStatusCode.Gone, await PostAsync("/instances/end-1/raiseEvent/Go", "1"));

        HttpResponseMessage purged = await _app.Client.DeleteAsync($"{Management}/instances/end-1");
        Assert.Equal("""{"instancesDeleted":1}""", await purged.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Client.GetAsync($"{Management}/instances/end-1")).StatusCode);
    }

    [Fact]
    public async Task Management_SuspendThenResume_HoldsTheEventBack()
    {
        await PostAsync("/orchestrators/Waits/hold-1", "");
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/hold-1/suspend?reason=wait", ""));
        await Eventually.TrueAsync(async () => (await GetAsync("/instances/hold-1")).GetProperty("runtimeStatus").GetString() == "Suspended", "suspended");
        await PostAsync("/instances/hold-1/raiseEvent/Go", "\"late\"");
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/hold-1/resume?reason=go", ""));
        Assert.Equal("late", (await WaitAsync("hold-1")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("GET", "/instances/nobody", "", HttpStatusCode.NotFound)]
    [InlineData("POST", "/instances/nobody/terminate", "", HttpStatusCode.NotFound)]
    [InlineData("POST", "/instances/nobody/rewind", "", HttpStatusCode.NotFound)]
    [InlineData("POST", "/instances/nobody/restart", "", HttpStatusCode.NotFound)]
    [InlineData("POST", "/instances/nobody/raiseEvent/Go", "1", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/instances/nobody", "", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/instances", "", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/instances?runtimeStatus=Sleeping", "", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/instances?top=none", "", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/instances?createdTimeFrom=yesterday", "", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/orchestrators/Waits/bad", "{", HttpStatusCode.BadRequest)]
    public async Task Management_BadRequest_IsRefused(string method, string path, string body, HttpStatusCode expected)
    {
        HttpRequestMessage request = new(new HttpMethod(method), Management + path) { Content = body.Length > 0 ? Json(body) : null };
        Assert.Equal(expected, (await _app.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Management_StartOfARunningInstance_IsAConflict()
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/orchestrators/Waits/twice", ""));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync("/orchestrators/Waits/twice", ""));
    }

    [Fact]
    public async Task Orchestrator_WithoutInputParameter_ReadsItsInputAsTheTypeAskedFor()
    {
        await StartAsync("ReadsInput", "input-1");
        Assert.Equal("batch: 1 2 3 4 5", (await WaitAsync("input-1")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Management_Restart_RunsAgainWithTheSameInput_UnderANewIdOrItsOwn()
    {
        await StartAsync("Sums", "again");
        await WaitAsync("again");
        HttpResponseMessage restarted = await _app.Client.PostAsync($"{Management}/instances/again/restart", null);
        Assert.Equal(HttpStatusCode.Accepted, restarted.StatusCode);
        string newId = (await restarted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        Assert.NotEqual("again", newId);
        Assert.Equal(new Sum("batch by Sums", 15, newId), (await WaitAsync(newId)).ReadOutputAs<Sum>());

        DateTimeOffset before = (await WaitAsync("again")).CreatedAt;
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/again/restart?restartWithNewInstanceId=false", ""));
        OrchestrationMetadata second = await WaitAsync("again");
        Assert.True(second.CreatedAt > before);
        Assert.Equal(new Sum("batch by Sums", 15, "again"), second.ReadOutputAs<Sum>());
    }

    [Fact]
    public async Task Management_RestartOfARunningInstanceUnderItsOwnId_IsAConflict()
    {
        await PostAsync("/orchestrators/Waits/runs", "");
        HttpResponseMessage refused = await _app.Client.PostAsync($"{Management}/instances/runs/restart?restartWithNewInstanceId=false", null);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("cannot be restarted", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Management_Rewind_SaysThatItIsNotSupported()
    {
        await StartAsync("Fails", "rewind-1");
        await WaitAsync("rewind-1");
        HttpResponseMessage refused = await _app.Client.PostAsync($"{Management}/instances/rewind-1/rewind?reason=retry", null);
        Assert.Equal(HttpStatusCode.NotImplemented, refused.StatusCode);
        Assert.Contains("does not support orchestration rewind", await refused.Content.ReadAsStringAsync());
    }

    async Task<HttpStatusCode> StartAsync(string orchestrator, string instanceId)
        => (await _app.Client.PostAsync($"/api/start/{orchestrator}/{instanceId}", Json("""{"name":"batch","numbers":[1,2,3,4,5]}"""))).StatusCode;

    async Task<HttpStatusCode> PostAsync(string path, string body)
        => (await _app.Client.PostAsync(Management + path, body.Length > 0 ? Json(body) : null)).StatusCode;

    Task<JsonElement> GetAsync(string path) => _app.Client.GetFromJsonAsync<JsonElement>(Management + path);

    Task<OrchestrationMetadata> WaitAsync(string instanceId) => _app.Services.GetRequiredService<DurableTaskClient>()
        .WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true).WaitAsync(TimeSpan.FromSeconds(30));

    static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
