using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Durable;

public sealed record Batch(string Name, int[] Numbers);

public sealed record Sum(string Name, int Total, string? Instance);

public sealed class OrchestrationFunctions(OrchestrationFunctions.Adder adder)
{
    static readonly ConcurrentDictionary<string, int> s_exploded = new();

    public sealed class Adder
    {
        public int Add(IEnumerable<int> numbers) => numbers.Sum();
    }

    [Function("Start")]
    public static async Task<IActionResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start/{name}/{instanceId}")] HttpRequest request,
        [DurableClient] DurableTaskClient client, string name, string instanceId,
        [Microsoft.Azure.Functions.Worker.Http.FromBody] Batch batch, CancellationToken cancellationToken)
    {
        StartOrchestrationOptions options = new StartOrchestrationOptions(instanceId).WithDedupeStatuses(
            [.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(name, batch, options, cancellationToken);
            return new AcceptedResult();
        }
        catch (global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException)
        {
            return new ConflictResult();
        }
    }

    [Function("StartClassic")]
    public static async Task<HttpResponseData> StartClassic(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "classic/{instanceId}")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, string instanceId, CancellationToken cancellationToken)
    {
        await client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions(instanceId), cancellationToken);
        return await client.CreateCheckStatusResponseAsync(request, instanceId, cancellationToken);
    }

    [Function("StartByInjectedClient")]
    public static async Task<HttpResponseData> StartByInjectedClient(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "injected/{instanceId}")] HttpRequestData request,
        FunctionContext function, string instanceId, CancellationToken cancellationToken)
    {
        DurableTaskClient client = function.InstanceServices.GetRequiredService<DurableTaskClient>();
        await client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions(instanceId), cancellationToken);
        return await client.CreateCheckStatusResponseAsync(request, instanceId, cancellationToken);
    }

    [Function("Restart")]
    public static async Task<IActionResult> Restart(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "restart/{instanceId}/{newId}")] HttpRequest request,
        [DurableClient] DurableTaskClient client, string instanceId, bool newId, CancellationToken cancellationToken)
        => new OkObjectResult(await client.RestartAsync(instanceId, newId, cancellationToken));

    [Function("Rewind")]
    public static async Task<IActionResult> Rewind(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "rewind/{instanceId}")] HttpRequest request,
        [DurableClient] DurableTaskClient client, string instanceId, CancellationToken cancellationToken)
    {
        await client.RewindInstanceAsync(instanceId, "mended", cancellationToken);
        return new AcceptedResult();
    }

    [Function("Sums")]
    public static async Task<Sum> Sums([OrchestrationTrigger] TaskOrchestrationContext context, Batch batch, FunctionContext function)
    {
        int[] parts = await Task.WhenAll(batch.Numbers.Chunk(2).Select(
            numbers => context.CallActivityAsync<int>(nameof(AddUp), new Batch(batch.Name, numbers))));
        Sum sum = await context.CallActivityAsync<Sum>("Finish", parts);
        return sum with { Name = $"{batch.Name} by {function.FunctionDefinition.Name}" };
    }

    [Function("Waits")]
    public static async Task<string> Waits([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.SetCustomStatus(new { waits = true });
        return await context.WaitForExternalEvent<string>("Go");
    }

    [Function("ReadsInput")]
    public static Task<string> ReadsInput([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        Batch batch = context.GetInput<Batch>()!;
        return Task.FromResult($"{batch.Name}: {string.Join(' ', batch.Numbers)}");
    }

    [Function("Fails")]
    public static async Task Fails([OrchestrationTrigger] TaskOrchestrationContext context, Batch batch)
        => await context.CallActivityAsync("Explode", batch);

    [Function("Mixed")]
    public static async Task<int> Mixed([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
        _ = context.CallSubOrchestratorAsync("Waits", options: new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-child"));
        context.SendEvent("nobody", "hello", 1);
        context.SetCustomStatus("runs");
        return await context.WaitForExternalEvent<int>("last");
    }

    [Function("FailsOnce")]
    public static Task<string> FailsOnce([OrchestrationTrigger] TaskOrchestrationContext context)
        => context.CallActivityAsync<string>(nameof(ExplodeOnce), context.InstanceId);

    [Function(nameof(ExplodeOnce))]
    public static string ExplodeOnce([ActivityTrigger] string instanceId)
        => s_exploded.TryAdd(instanceId, 0) ? throw new InvalidOperationException("first") : "second";

    [Function("AddUp")]
    public int AddUp([ActivityTrigger] Batch batch) => adder.Add(batch.Numbers);

    [Function("FinishSum")]
    public static Task<Sum> FinishSum([ActivityTrigger(Activity = "Finish")] List<int> parts, string instanceId)
        => Task.FromResult(new Sum("", parts.Sum(), instanceId));

    [Function("Explode")]
    public static void Explode([ActivityTrigger] FunctionContext context)
        => throw new InvalidOperationException($"{context.FunctionDefinition.Name} exploded");
}
