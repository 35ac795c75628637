using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Embedded.FunctionsWorker.Tests.Support;
using Orchestrator.Tests.Support;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Hosting;

public sealed class SampleProcessTests : IAsyncLifetime
{
    TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public Task DisposeAsync() => _database.DisposeAsync().AsTask();

    [Fact]
    public async Task Process_KilledInTheMiddle_GoesOnWhereItWas()
    {
        await using (SampleProcess first = await SampleProcess.StartAsync(_database.ConnectionString))
        {
            Assert.Contains($"StartSteps: [POST] {first.Client.BaseAddress}sample/steps/{{instanceId}}", first.Printed);
            Assert.Contains("Steps: orchestrationTrigger", first.Printed);
            Assert.Equal(HttpStatusCode.Accepted, (await first.Client.PostAsync("/sample/steps/one?count=3", null)).StatusCode);
            await Eventually.TrueAsync(async () => (await StatusAsync(first)).GetProperty("serializedCustomStatus").GetString() == "3", "three steps are done");
            await first.KillAsync();
        }

        await using SampleProcess second = await SampleProcess.StartAsync(_database.ConnectionString);
        using HttpClient operators = new() { BaseAddress = second.Client.BaseAddress, DefaultRequestHeaders = { { "x-functions-key", "sys" } } };
        HttpResponseMessage raised = await operators.PostAsync(
            "/runtime/webhooks/durabletask/instances/one/raiseEvent/Last", JsonContent.Create(99));
        Assert.Equal(HttpStatusCode.Accepted, raised.StatusCode);
        await Eventually.TrueAsync(async () => (await StatusAsync(second)).GetProperty("status").GetString() == "Completed", "the instance completes");
        Assert.Equal("[10,20,30,99]", (await StatusAsync(second)).GetProperty("serializedOutput").GetString());
    }

    [Fact]
    public async Task Process_Terminated_FinishesTheRequestAndExitsWithZero()
    {
        await using SampleProcess sample = await SampleProcess.StartAsync(_database.ConnectionString);
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}");
        Task<string> answer = sample.Client.GetStringAsync($"/sample/wait?path={file}");
        await Eventually.TrueAsync(() => Task.FromResult(File.Exists($"{file}.started")), "the function runs");
        await sample.TerminateAsync();
        await Eventually.TrueAsync(() => RefusesAsync(sample.Client.BaseAddress!), "the host takes no more requests");
        Assert.False(answer.IsCompleted);
        await File.WriteAllTextAsync(file, "");
        Assert.Equal("seen", await answer);
        Assert.Equal(0, await sample.WaitForExitAsync());
    }

    static async Task<JsonElement> StatusAsync(SampleProcess sample) => await sample.Client.GetFromJsonAsync<JsonElement>("/sample/steps/one");

    static async Task<bool> RefusesAsync(Uri address)
    {
        using HttpClient stranger = new() { BaseAddress = address };
        try
        {
            await stranger.GetAsync("/admin/host/ping");
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }
}
