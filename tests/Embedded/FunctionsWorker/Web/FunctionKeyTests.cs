using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Orchestrator.Embedded.FunctionsWorker.Tests.Support;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Web;

public sealed class FunctionKeyTests
{
    static readonly string[] Keys =
        ["--ORCHESTRATOR_FUNCTION_KEY", "f-key", "--ORCHESTRATOR_SYSTEM_KEY", "s-key", "--ORCHESTRATOR_MASTER_KEY", "m-key"];

    [Theory]
    [InlineData("Open", null, HttpStatusCode.OK)]
    [InlineData("Guarded", null, HttpStatusCode.Unauthorized)]
    [InlineData("Guarded", "", HttpStatusCode.Unauthorized)]
    [InlineData("Guarded", "F-KEY", HttpStatusCode.Unauthorized)]
    [InlineData("Guarded", "s-key", HttpStatusCode.Unauthorized)]
    [InlineData("Guarded", "f-key", HttpStatusCode.OK)]
    [InlineData("Guarded", "m-key", HttpStatusCode.OK)]
    [InlineData("Sys", "f-key", HttpStatusCode.Unauthorized)]
    [InlineData("Sys", "s-key", HttpStatusCode.OK)]
    [InlineData("Sys", "m-key", HttpStatusCode.OK)]
    [InlineData("Administration", "s-key", HttpStatusCode.Unauthorized)]
    [InlineData("Administration", "m-key", HttpStatusCode.OK)]
    public async Task Level_WithKey_OpensOrAnswers401(string function, string? key, HttpStatusCode expected)
    {
        await using WorkerApp app = await WorkerApp.StartAsync([typeof(GuardedFunctions)], args: Keys);
        HttpRequestMessage byHeader = new(HttpMethod.Get, $"/api/{function}");
        if (key is not null)
            byHeader.Headers.TryAddWithoutValidation("x-functions-key", key);
        string query = key is null ? "" : $"?code={Uri.EscapeDataString(key)}";

        Assert.Equal(expected, (await app.Client.SendAsync(byHeader)).StatusCode);
        Assert.Equal(expected, (await app.Client.GetAsync($"/api/{function}{query}")).StatusCode);
    }

    [Fact]
    public async Task Level_WithoutConfiguredKeys_StaysShut()
    {
        await using WorkerApp app = await WorkerApp.StartAsync([typeof(GuardedFunctions)]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Client.GetAsync("/api/Guarded?code=")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync("/api/Open")).StatusCode);
    }

    public static class GuardedFunctions
    {
        [Function("Open")]
        public static string Open([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => "open";

        [Function("Guarded")]
        public static string Guarded([HttpTrigger] HttpRequest request) => "guarded";

        [Function("Sys")]
        public static string Sys([HttpTrigger(AuthorizationLevel.System)] HttpRequest request) => "system";

        [Function("Administration")]
        public static string Administration([HttpTrigger(AuthorizationLevel.Admin)] HttpRequest request) => "admin";
    }
}
