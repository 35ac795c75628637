using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Web;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Orchestrator.Embedded.FunctionsWorker.Tests.Support;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Declaration;

public sealed class FunctionCatalogTests
{
    [Theory]
    [InlineData(typeof(ServiceAsParameter), "ServiceAsParameter.Run (function 'A'): parameter 'logger' of type 'Microsoft.Extensions.Logging.ILogger' cannot be bound")]
    [InlineData(typeof(NoTrigger), "NoTrigger.Run (function 'A'): no parameter has a trigger attribute")]
    [InlineData(typeof(TwoTriggers), "parameters 'request' and 'context' have trigger attributes")]
    [InlineData(typeof(WrongTimerType), "parameter 'timer' of type 'System.String' cannot be bound: [TimerTrigger] needs a 'Microsoft.Azure.Functions.Worker.TimerInfo'")]
    [InlineData(typeof(WrongContext), "parameter 'context' of type 'System.String' cannot be bound: [OrchestrationTrigger] needs a")]
    [InlineData(typeof(WrongClient), "parameter 'client' of type 'System.Object' cannot be bound: [DurableClient] needs a")]
    [InlineData(typeof(TwoInputs), "TwoInputs.Run (function 'A'): parameter 'second' of type")]
    [InlineData(typeof(AsyncVoid), "'async void' hides the function's end")]
    [InlineData(typeof(SameOrchestrator), "The orchestrator 'Same' is declared 2 times")]
    [InlineData(typeof(SameName), "The function 'Same' is declared 2 times")]
    public void Load_Misdeclared_NamesMethodAndParameter(Type type, string expected)
        => Assert.Contains(expected, Assert.Throws<FunctionDeclarationException>(() => FunctionCatalog.Load([type], aspNetCore: true)).Message);

    [Fact]
    public void Load_AspNetCoreTypesWithoutWebApplication_SaysWhatToCall()
        => Assert.Contains(
            "ConfigureFunctionsWebApplication()",
            Assert.Throws<FunctionDeclarationException>(() => FunctionCatalog.Load([typeof(Fine)], aspNetCore: false)).Message);

    [Fact]
    public void Load_SeveralFaults_ListsAll()
        => Assert.Equal(2, Assert.Throws<FunctionDeclarationException>(
            () => FunctionCatalog.Load([typeof(NoTrigger), typeof(AsyncVoid)], aspNetCore: true)).Faults.Count);

    [Fact]
    public void Routes_Taken_NameBothFunctions()
    {
        FunctionCatalog catalog = FunctionCatalog.Load([typeof(SameRoute)], aspNetCore: true);
        HostSettings settings = new("api", "hub", TimeSpan.FromMinutes(1), null);
        Assert.Contains(
            "(function 'B'): GET api/Same/{id} is taken by function 'A'",
            Assert.Throws<FunctionDeclarationException>(() => new HttpRoutes(catalog, settings)).Message);
    }

    [Fact]
    public void Build_Misdeclared_Fails()
        => Assert.Throws<FunctionDeclarationException>(() => WorkerApp.CreateBuilder([typeof(NoTrigger)], null, null).Build());

    [Fact]
    public void Build_OrchestratorsWithoutDatabase_NamesTheSetting()
        => Assert.Contains("ORCHESTRATOR_DB", Assert.Throws<InvalidOperationException>(
            () => WorkerApp.CreateBuilder([typeof(OneOrchestrator)], null, null, "--ORCHESTRATOR_DB", "").Build()).Message);

    public static class Fine
    {
        [Function("A")]
        public static void Run([HttpTrigger] HttpRequest request) => _ = request;
    }

    public static class ServiceAsParameter
    {
        [Function("A")]
        public static void Run([HttpTrigger] HttpRequest request, ILogger logger) => _ = (request, logger);
    }

    public static class NoTrigger
    {
        [Function("A")]
        public static void Run(string text) => _ = text;
    }

    public static class TwoTriggers
    {
        [Function("A")]
        public static void Run([HttpTrigger] HttpRequest request, [OrchestrationTrigger] TaskOrchestrationContext context) => _ = (request, context);
    }

    public static class WrongTimerType
    {
        [Function("A")]
        public static void Run([TimerTrigger("0 * * * * *")] string timer) => _ = timer;
    }

    public static class WrongContext
    {
        [Function("A")]
        public static Task Run([OrchestrationTrigger] string context) => Task.FromResult(context);
    }

    public static class WrongClient
    {
        [Function("A")]
        public static void Run([HttpTrigger] HttpRequest request, [DurableClient] object client) => _ = (request, client);
    }

    public static class TwoInputs
    {
        [Function("A")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, List<int> first, List<int> second)
            => Task.FromResult((context, first, second));
    }

    public static class AsyncVoid
    {
        [Function("A")]
        public static async void Run([HttpTrigger] HttpRequest request) => await Task.FromResult(request);
    }

    public static class SameOrchestrator
    {
        [Function("Same")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult(context);

        [Function("Other")]
        public static Task Other([OrchestrationTrigger(Orchestration = "same")] TaskOrchestrationContext context) => Task.FromResult(context);
    }

    public static class SameName
    {
        [Function("Same")]
        public static void Run([HttpTrigger] HttpRequest request) => _ = request;

        [Function("same")]
        public static void Other([HttpTrigger(Route = "other")] HttpRequest request) => _ = request;
    }

    public static class SameRoute
    {
        [Function("A")]
        public static void Run([HttpTrigger("get", Route = "same/{id}")] HttpRequest request) => _ = request;

        [Function("B")]
        public static void Other([HttpTrigger("post", "get", Route = "/Same/{id}")] HttpRequest request) => _ = request;
    }

    public static class OneOrchestrator
    {
        [Function("A")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult(context);
    }
}
