using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Http;

public sealed class HttpFunctionTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    static readonly Guid Id = Guid.Parse("0197a3f0-0000-7000-8000-000000000001");

    FunctionHost Host => fixture.Host;

    [Theory]
    [InlineData("POST", "api/orchestrations/RunTask/task-x-1")]
    [InlineData("POST", "api/orchestrations/RunTask")]
    [InlineData("GET", "api/instances/task-x-1")]
    [InlineData("POST", "api/instances/task-x-1/events/cancel")]
    [InlineData("POST", "api/instances/task-x-1/terminate")]
    public async Task EveryRoute_WithoutTheKey_IsRefused(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage response = await Host.Anonymous.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Health_IsOpen()
    {
        Assert.Equal("live", await Host.Anonymous.GetStringAsync("api/health/live"));
        Assert.Equal("ready", await Host.Anonymous.GetStringAsync("api/health/ready"));
    }

    [Fact]
    public async Task Start_UnknownOrchestrator_IsNotFound() =>
        await AssertProblemAsync(HttpStatusCode.NotFound, "Sneaky", await PostAsync("api/orchestrations/Sneaky/some-id", "{}"));

    [Theory]
    [InlineData("", "input")]
    [InlineData("{", "body")]
    [InlineData("[]", "input")]
    [InlineData("""{"taskId":"no","run":1,"timeLimit":"01:00:00"}""", "input")]
    [InlineData("""{"taskId":"0197a3f0-0000-7000-8000-000000000001","run":2,"timeLimit":"01:00:00"}""", "instanceId")]
    [InlineData("""{"taskId":"0197a3f0-0000-7000-8000-000000000001","run":1,"timeLimit":"00:00:00"}""", "input.timeLimit")]
    public async Task Start_BadInput_NamesTheField(string body, string field)
    {
        JsonElement problem = await AssertProblemAsync(
            HttpStatusCode.BadRequest, field, await PostAsync($"api/orchestrations/RunTask/task-{Id}-1", body));

        Assert.Equal(field, problem.GetProperty("violations")[0].GetProperty("field").GetString());
        Assert.Null(await Host.FindAsync(Id));
    }

    [Fact]
    public async Task Start_BadInstanceId_NamesTheField() => await AssertProblemAsync(
        HttpStatusCode.BadRequest, "instanceId", await PostAsync("api/orchestrations/RunTask/%40task@1", "{}"));

    [Fact]
    public async Task Start_TooLongBody_IsRefused() => await AssertProblemAsync(
        HttpStatusCode.BadRequest, "body", await PostAsync($"api/orchestrations/RunTask/task-{Id}-1", new string(' ', 300_000)));

    [Fact]
    public async Task StartMany_StartsAllInOrder()
    {
        Guid[] ids = [await InsertSumAsync(), await InsertSumAsync(), await InsertSumAsync()];
        using HttpResponseMessage response = await Host.Http.PostAsJsonAsync("api/orchestrations/RunTask", new StartManyRequest(
            [.. ids.Select(id => new RunTaskInput(id, 1, TimeSpan.FromHours(1))).Select(i => new StartManyEntry(i.InstanceId, JsonSerializer.SerializeToElement(i)))]));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(
            ids.Select(id => new StartResult($"task-{id}-1", AlreadyExisted: false)), await response.Content.ReadFromJsonAsync<StartResult[]>());
        foreach (Guid id in ids)
        {
            await Host.EndAsync(id);
            Assert.Equal("completed", await fixture.Tasks.StatusAsync(id));
        }
    }

    [Fact]
    public async Task StartMany_OneBad_StartsNone()
    {
        Guid id = await InsertSumAsync();
        var good = new RunTaskInput(id, 1, TimeSpan.FromHours(1));

        await AssertProblemAsync(HttpStatusCode.BadRequest, "starts[1].input", await Host.Http.PostAsJsonAsync(
            "api/orchestrations/RunTask",
            new StartManyRequest([new(good.InstanceId, JsonSerializer.SerializeToElement(good)), new("task-x-1", Input: null)])));

        Assert.Null(await Host.FindAsync(id));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(51)]
    public async Task StartMany_NoneOrTooMany_IsRefused(int count) => await AssertProblemAsync(
        HttpStatusCode.BadRequest,
        "starts",
        await Host.Http.PostAsJsonAsync("api/orchestrations/RunTask", new StartManyRequest([.. Enumerable.Repeat(new StartManyEntry("x", null), count)])));

    [Theory]
    [InlineData("events/cancel")]
    [InlineData("terminate")]
    [InlineData("suspend")]
    [InlineData("resume")]
    public async Task Tell_NobodyOrEnded_IsNotFoundOrGone(string what)
    {
        await AssertProblemAsync(HttpStatusCode.NotFound, "task-nobody-1", await PostAsync($"api/instances/task-nobody-1/{what}", ""));

        Guid id = await InsertSumAsync();
        await Host.StartAsync(id);
        await Host.EndAsync(id);
        await AssertProblemAsync(HttpStatusCode.Gone, "has ended", await PostAsync($"api/instances/task-{id}-1/{what}", ""));
    }

    [Fact]
    public async Task SuspendResumeTerminate_OfARunningInstance_AreTaken()
    {
        Guid id = await fixture.Tasks.InsertAsync(HandlerNames.Sleep, new SleepParameters(86_000));
        await Host.StartAsync(id);
        await Host.UntilAsync(async () => await Host.PhaseAsync(id) == "Sleeping");

        foreach ((string what, string status) in ((string, string)[])[("suspend", "Suspended"), ("resume", "Running"), ("terminate", "Terminated")])
        {
            using HttpResponseMessage response = await PostAsync($"api/instances/task-{id}-1/{what}", "{\"reason\":\"test\"}");
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            await Host.UntilAsync(async () => (await Host.FindAsync(id))!.RuntimeStatus == status);
        }
    }

    [Fact]
    public async Task RaiseEvent_NotJson_IsRefused()
    {
        Guid id = await fixture.Tasks.InsertAsync(HandlerNames.Sleep, new SleepParameters(86_000));
        await Host.StartAsync(id);

        await AssertProblemAsync(HttpStatusCode.BadRequest, "body", await PostAsync($"api/instances/task-{id}-1/events/cancel", "{oops"));
    }

    static async Task<JsonElement> AssertProblemAsync(HttpStatusCode status, string contains, HttpResponseMessage response)
    {
        using (response)
        {
            string body = await response.Content.ReadAsStringAsync();
            Assert.Equal(status, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Contains(contains, body, StringComparison.Ordinal);
            return JsonElement.Parse(body);
        }
    }

    Task<Guid> InsertSumAsync() => fixture.Tasks.InsertAsync(HandlerNames.Sum, new SumParameters([1, 2]));

    Task<HttpResponseMessage> PostAsync(string path, string body) =>
        Host.Http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
}
