using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Durable;

/// <summary>Orchestrations from HTTP trigger to result.</summary>
public sealed class OrchestrationTests : OrchestrationApp
{
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

    [Theory, InlineData(true), InlineData(false)]
    public async Task FunctionsClient_Restarts_UnderANewIdOrItsOwn(bool newId)
    {
        await StartAsync("Sums", "again");
        DateTimeOffset before = (await WaitAsync("again")).CreatedAt;
        HttpResponseMessage restarted = await Http.PostAsync($"/api/restart/again/{newId}", null);
        Assert.Equal(HttpStatusCode.OK, restarted.StatusCode);
        string id = await restarted.Content.ReadAsStringAsync();
        Assert.Equal(newId, id != "again");
        OrchestrationMetadata second = await WaitAsync(id);
        Assert.True(second.CreatedAt > before);
        Assert.Equal(new Sum("batch by Sums", 15, id), second.ReadOutputAs<Sum>());
    }

    [Fact]
    public async Task FunctionsClient_Rewinds_AndTheFailedActivityRunsAgain()
    {
        await PostAsync("/orchestrators/FailsOnce/rewound-by-function", "");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await WaitAsync("rewound-by-function")).RuntimeStatus);
        Assert.Equal(HttpStatusCode.Accepted, (await Http.PostAsync("/api/rewind/rewound-by-function", null)).StatusCode);
        Assert.Equal("second", (await WaitAsync("rewound-by-function")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CheckStatusResponse_Followed_LeadsToTheResult()
    {
        HttpResponseMessage started = await Http.PostAsync("/api/classic/classic-1", null);
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
    public async Task CheckStatusResponse_OfAnInjectedClient_HasTheRequestsAddress_AndNoKey()
    {
        HttpResponseMessage started = await Http.PostAsync("/api/injected/injected-1", null);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        JsonElement payload = await started.Content.ReadFromJsonAsync<JsonElement>();
        string status = payload.GetProperty("statusQueryGetUri").GetString()!;
        Assert.Equal(new Uri(Http.BaseAddress!, $"{Management}/instances/injected-1").ToString(), status);
        Assert.Equal($"{status}/terminate?reason={{text}}", payload.GetProperty("terminatePostUri").GetString());
        Assert.Equal(HttpStatusCode.Accepted, (await Http.GetAsync(status)).StatusCode);
    }

    [Fact]
    public void ManagementPayload_OfAnInjectedClientWithoutARequest_IsAnInvalidOperation()
        => Assert.Throws<InvalidOperationException>(() => Client.CreateHttpManagementPayload("nobody"));

    [Fact]
    public async Task Orchestrator_WithoutInputParameter_ReadsItsInputAsTheTypeAskedFor()
    {
        await StartAsync("ReadsInput", "input-1");
        Assert.Equal("batch: 1 2 3 4 5", (await WaitAsync("input-1")).ReadOutputAs<string>());
    }
}
