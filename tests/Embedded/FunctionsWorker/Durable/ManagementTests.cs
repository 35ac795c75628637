using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Embedded.FunctionsWorker.Tests.Support;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Durable;

/// <summary>The HTTP management API: statuses, bodies and headers as the real extension's HttpApiHandler answers.</summary>
public sealed class ManagementTests : OrchestrationApp
{
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
            HttpResponseMessage response = await Http.SendAsync(next);
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
    public async Task Management_List_FiltersByTheTimeOfCreation()
    {
        await PostAsync("/orchestrators/Waits/earlier", "");
        string between = await BetweenAsync("earlier");
        await PostAsync("/orchestrators/Waits/later", "");
        Assert.Equal(["earlier", "later"], await ListAsync("createdTimeFrom=2001-01-01&createdTimeTo=2999-01-01"));
        Assert.Equal(["later"], await ListAsync($"createdTimeFrom={between}"));
        Assert.Equal(["earlier"], await ListAsync($"createdTimeTo={between}"));
        Assert.Empty(await ListAsync($"createdTimeFrom={between}&createdTimeTo={between}"));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Management_Terminate_ReachesChildrenOnlyWhenRecursive(bool recursive)
    {
        await PostAsync("/orchestrators/Mixed/family", "");
        await Client.WaitForInstanceStartAsync("family-child").WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync($"/instances/family/terminate?reason=all&recursive={recursive}", ""));
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await WaitAsync("family")).RuntimeStatus);
        if (recursive)
        {
            Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await WaitAsync("family-child")).RuntimeStatus);
            return;
        }

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/family-child/raiseEvent/Go", "\"alive\""));
        Assert.Equal("alive", (await WaitAsync("family-child")).ReadOutputAs<string>());
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

        HttpResponseMessage purged = await Http.DeleteAsync($"{Management}/instances/end-1");
        Assert.Equal("""{"instancesDeleted":1}""", await purged.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync($"{Management}/instances/end-1")).StatusCode);
    }

    [Fact]
    public async Task Management_SuspendThenResume_HoldsTheEventBack()
    {
        await PostAsync("/orchestrators/Waits/hold-1", "");
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/hold-1/suspend?reason=wait", ""));
        await UntilSuspendedAsync("hold-1");
        await PostAsync("/instances/hold-1/raiseEvent/Go", "\"late\"");
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/hold-1/resume?reason=go", ""));
        Assert.Equal("late", (await WaitAsync("hold-1")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("GET", "/instances/nobody", "", HttpStatusCode.NotFound)]
    [InlineData("POST", "/instances/nobody/terminate", "", HttpStatusCode.NotFound)]
    [InlineData("POST", "/instances/nobody/suspend", "", HttpStatusCode.NotFound)]
    [InlineData("POST", "/instances/nobody/resume", "", HttpStatusCode.NotFound)]
    [InlineData("POST", "/instances/nobody/rewind", "", HttpStatusCode.NotFound)]
    [InlineData("POST", "/instances/nobody/raiseEvent/Go", "1", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/instances/nobody", "", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/instances?createdTimeFrom=2999-01-01T00:00:00Z", "", HttpStatusCode.NotFound)]
    [InlineData("GET", "/instances/nobody/terminate", "", HttpStatusCode.NotFound)]
    [InlineData("PUT", "/instances", "", HttpStatusCode.NotFound)]
    [InlineData("GET", "/orchestrators/Waits", "", HttpStatusCode.NotFound)]
    public async Task Management_OfWhatIsNotThere_IsNotFound(string method, string path, string body, HttpStatusCode expected)
        => Assert.Equal(expected, (await SendAsync(method, path, body)).StatusCode);

    [Theory]
    [InlineData("POST", "/instances/nobody/restart", "", "InstanceId does not match a valid orchestration instance.")]
    [InlineData("POST", "/orchestrators/Waits/bad", "{", "Invalid JSON content")]
    [InlineData("POST", "/orchestrators/Nobody/bad", "", "is not an orchestrator function")]
    [InlineData("POST", "/orchestrators/Waits/@bad", "", "One or more of the arguments submitted is incorrect")]
    [InlineData("DELETE", "/instances", "", "Please provide value for 'createdTimeFrom' parameter.")]
    [InlineData("DELETE", "/instances?createdTimeFrom=yesterday", "", "Please provide value for 'createdTimeFrom' parameter.")]
    public async Task Management_BadRequest_SaysWhy(string method, string path, string body, string expected)
    {
        HttpResponseMessage refused = await SendAsync(method, path, body);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(expected, JsonSerializer.Deserialize<JsonElement>(await refused.Content.ReadAsStringAsync()).ToString().Replace("\\u0027", "'"));
    }

    [Theory]
    [InlineData("text/plain", "1", "Only application/json request content is supported")]
    [InlineData("application/json", "{", "Invalid JSON content")]
    public async Task Management_RaiseOfNoJson_IsABadRequest(string mediaType, string body, string expected)
    {
        await PostAsync("/orchestrators/Waits/no-json", "");
        HttpResponseMessage refused = await Http.PostAsync(
            $"{Management}/instances/no-json/raiseEvent/Go", new StringContent(body, Encoding.UTF8, mediaType));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(expected, (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("Message").GetString());
    }

    [Fact]
    public async Task Management_ParametersThatCannotBeRead_CountAsNotGiven()
    {
        await PostAsync("/orchestrators/Waits/lenient", "1");
        JsonElement all = await GetAsync("/instances?runtimeStatus=Sleeping&top=none&createdTimeFrom=yesterday&showInput=perhaps");
        Assert.Equal(1, Assert.Single(all.EnumerateArray()).GetProperty("input").GetInt32());
    }

    [Fact]
    public async Task Management_StartOfARunningInstance_IsAnError()
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/orchestrators/Waits/twice", ""));
        HttpResponseMessage refused = await SendAsync("POST", "/orchestrators/Waits/twice", "");
        Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
        JsonElement error = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Something went wrong while processing your request", error.GetProperty("Message").GetString());
        Assert.Contains("already exists", error.GetProperty("ExceptionMessage").GetString());
        Assert.EndsWith("OrchestrationAlreadyExistsException", error.GetProperty("ExceptionType").GetString());
    }

    [Fact]
    public async Task Management_Restart_RunsAgainWithTheSameInput_UnderANewIdOrItsOwn()
    {
        await StartAsync("Sums", "again");
        await WaitAsync("again");
        HttpResponseMessage restarted = await Http.PostAsync($"{Management}/instances/again/restart", null);
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
    public async Task Management_RestartOfARunningInstanceUnderItsOwnId_IsAnError()
    {
        await PostAsync("/orchestrators/Waits/runs", "");
        HttpResponseMessage refused = await Http.PostAsync($"{Management}/instances/runs/restart?restartWithNewInstanceId=false", null);
        Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
        Assert.Contains("cannot be restarted", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Management_Rewind_RunsTheFailedActivityAgain()
    {
        await PostAsync("/orchestrators/FailsOnce/rewind-1", "");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await WaitAsync("rewind-1")).RuntimeStatus);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/rewind-1/rewind?reason=mended", ""));
        Assert.Equal("second", (await WaitAsync("rewind-1")).ReadOutputAs<string>());
        Assert.Equal(HttpStatusCode.Gone, await PostAsync("/instances/rewind-1/rewind", ""));
        JsonElement[] events = [.. (await GetAsync("/instances/rewind-1?showHistory=true")).GetProperty("historyEvents").EnumerateArray()];
        Assert.Equal("mended", Assert.Single(events, e => e.GetProperty("EventType").GetString() == "ExecutionRewound").GetProperty("Reason").GetString());

        await PostAsync("/orchestrators/Waits/runs-on", "");
        Assert.Equal(HttpStatusCode.InternalServerError, await PostAsync("/instances/runs-on/rewind", ""));
    }

    [Fact]
    public async Task Management_ResumeOrSuspendTwice_IsAnError()
    {
        await PostAsync("/orchestrators/Waits/moods", "");
        Assert.Equal(HttpStatusCode.InternalServerError, await PostAsync("/instances/moods/resume", ""));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/moods/suspend", ""));
        // Accepted is durable, and not done yet where the partition's owner must read it first.
        await UntilSuspendedAsync("moods");
        Assert.Equal(HttpStatusCode.InternalServerError, await PostAsync("/instances/moods/suspend", ""));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/moods/resume", ""));
    }

    [Fact]
    public async Task Management_PurgeOfARunningInstance_DeletesNone()
    {
        await PostAsync("/orchestrators/Waits/lives", "");
        HttpResponseMessage purged = await SendAsync("DELETE", "/instances/lives", "");
        Assert.Equal(HttpStatusCode.OK, purged.StatusCode);
        Assert.Equal("""{"instancesDeleted":0}""", await purged.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Management_PurgeMany_TakesTimeAndStatus()
    {
        foreach (string id in new[] { "many-1", "many-2" })
        {
            await PostAsync($"/orchestrators/Waits/{id}", "");
            await PostAsync($"/instances/{id}/terminate", "");
            await WaitAsync(id);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("DELETE", "/instances?createdTimeFrom=2001-01-01&runtimeStatus=Completed", "")).StatusCode);
        HttpResponseMessage purged = await SendAsync("DELETE", "/instances?createdTimeFrom=2001-01-01&runtimeStatus=Completed,Terminated", "");
        Assert.Equal("""{"instancesDeleted":2}""", await purged.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Management_PurgeMany_EndsAtCreatedTimeTo()
    {
        await StartAsync("Sums", "earlier");
        await WaitAsync("earlier");
        string between = await BetweenAsync("earlier");
        await StartAsync("Sums", "later");
        await WaitAsync("later");
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("DELETE", "/instances?createdTimeFrom=2001-01-01&createdTimeTo=2001-01-02", "")).StatusCode);
        HttpResponseMessage purged = await SendAsync("DELETE", $"/instances?createdTimeFrom=2001-01-01&createdTimeTo={between}", "");
        Assert.Equal("""{"instancesDeleted":1}""", await purged.Content.ReadAsStringAsync());
        Assert.Equal(["later"], await ListAsync(""));
    }

    [Fact]
    public async Task Management_Failure_Is500OnlyWhenAskedFor()
    {
        await StartAsync("Fails", "fails-2");
        await WaitAsync("fails-2");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("GET", "/instances/fails-2", "")).StatusCode);
        HttpResponseMessage failed = await SendAsync("GET", "/instances/fails-2?returnInternalServerErrorOnFailure=true", "");
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Contains("exploded", (await failed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("output").GetString());
    }

    [Fact]
    public async Task Management_WithATimeout_AnswersWithTheOutput_OrTheAddresses()
    {
        HttpResponseMessage done = await SendAsync("POST", "/orchestrators/Sums/timeout-1?timeout=30&pollingInterval=1", """{"name":"b","numbers":[1,2]}""");
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Equal(3, (await done.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("Total").GetInt32());
        HttpResponseMessage waits = await SendAsync("POST", "/orchestrators/Waits/timeout-2?timeout=0.1", "");
        Assert.Equal(HttpStatusCode.Accepted, waits.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), waits.Headers.RetryAfter!.Delta);
        Assert.Equal("timeout-2", (await waits.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Management_History_FoldsCallsIntoTheirAnswers()
    {
        await StartAsync("Sums", "history-1");
        await WaitAsync("history-1");
        Assert.False((await GetAsync("/instances/history-1")).TryGetProperty("historyEvents", out _));
        JsonElement[] events = [.. (await GetAsync("/instances/history-1?showHistory=true&showHistoryOutput=true")).GetProperty("historyEvents").EnumerateArray()];
        Assert.Equal(
            ["ExecutionStarted:Sums", "TaskCompleted:AddUp", "TaskCompleted:AddUp", "TaskCompleted:AddUp", "TaskCompleted:Finish", "ExecutionCompleted:"],
            events.Select(e => $"{e.GetProperty("EventType").GetString()}:{(e.TryGetProperty("FunctionName", out JsonElement name) ? name.GetString() : "")}"));
        Assert.Equal(15, events[4].GetProperty("Result").GetProperty("Total").GetInt32());
        Assert.Equal("batch", JsonSerializer.Deserialize<JsonElement>(events[1].GetProperty("Input").GetString()!).GetProperty("Name").GetString());
        Assert.True(events[1].GetProperty("ScheduledTime").GetDateTimeOffset() <= events[1].GetProperty("Timestamp").GetDateTimeOffset());
        Assert.Equal("Completed", events[5].GetProperty("OrchestrationStatus").GetString());
        Assert.Equal(15, events[5].GetProperty("Result").GetProperty("Total").GetInt32());

        JsonElement bare = await GetAsync("/instances/history-1?showHistory=true&showInput=false");
        Assert.All(bare.GetProperty("historyEvents").EnumerateArray(), e =>
        {
            Assert.False(e.TryGetProperty("Input", out _));
            Assert.False(e.TryGetProperty("Result", out _));
        });
    }

    [Fact]
    public async Task Management_History_OfAFailure_ShowsItsDetails()
    {
        await StartAsync("Fails", "history-2");
        await WaitAsync("history-2");
        JsonElement[] events = [.. (await GetAsync("/instances/history-2?showHistory=true")).GetProperty("historyEvents").EnumerateArray()];
        JsonElement failed = Assert.Single(events, e => e.GetProperty("EventType").GetString() == "TaskFailed");
        Assert.Equal("Explode exploded", failed.GetProperty("Reason").GetString());
        Assert.Equal("System.InvalidOperationException", failed.GetProperty("FailureDetails").GetProperty("ErrorType").GetString());
        Assert.Equal("Failed", events[^1].GetProperty("OrchestrationStatus").GetString());
    }

    [Fact]
    public async Task Management_History_OfWhatIsOpen_ShowsTheCalls()
    {
        await PostAsync("/orchestrators/Mixed/history-3", "");
        await Eventually.TrueAsync(async () => (await GetAsync("/instances/history-3")).GetProperty("customStatus").ValueKind == JsonValueKind.String, "it runs");
        await PostAsync("/instances/history-3/raiseEvent/first", "1");
        await PostAsync("/instances/history-3/suspend?reason=pause", "");
        await UntilSuspendedAsync("history-3");
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/instances/history-3/resume?reason=on", ""));
        JsonElement[] events = [];
        await Eventually.TrueAsync(
            async () =>
            {
                events = [.. (await GetAsync("/instances/history-3?showHistory=true")).GetProperty("historyEvents").EnumerateArray()];
                return events.Length >= 7;
            },
            "the resumption is in the history");
        Assert.Equal(
            ["ExecutionStarted", "TimerCreated", "SubOrchestrationInstanceCreated", "EventSent", "EventRaised", "ExecutionSuspended", "ExecutionResumed"],
            events.Select(e => e.GetProperty("EventType").GetString()));
        Assert.Equal("history-3-child", events[2].GetProperty("InstanceId").GetString());
        Assert.Equal("Waits", events[2].GetProperty("Name").GetString());
        Assert.Equal("pause", events[5].GetProperty("Reason").GetString());
        Assert.True(events[1].GetProperty("FireAt").GetDateTimeOffset() > events[1].GetProperty("Timestamp").GetDateTimeOffset());
    }

    async Task<string[]> ListAsync(string query) =>
        [.. (await GetAsync($"/instances?{query}")).EnumerateArray().Select(i => i.GetProperty("instanceId").GetString()!).Order(StringComparer.Ordinal)];

    /// <summary>A time after the creation of this instance and before that of the next, which is created only after the clock has passed it.</summary>
    async Task<string> BetweenAsync(string instance)
    {
        DateTimeOffset between = (await Client.GetInstanceAsync(instance))!.CreatedAt.AddMilliseconds(1);
        await Eventually.TrueAsync(() => Task.FromResult(DateTimeOffset.UtcNow > between.AddMilliseconds(1)), "the clock has moved on");
        return Uri.EscapeDataString(between.ToString("O"));
    }

    Task UntilSuspendedAsync(string instance) => Eventually.TrueAsync(
        async () => (await GetAsync($"/instances/{instance}")).GetProperty("runtimeStatus").GetString() == "Suspended", "suspended");

    Task<HttpResponseMessage> SendAsync(string method, string path, string body)
        => Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), Management + path) { Content = body.Length > 0 ? Json(body) : null });
}
