using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrator.Embedded.FunctionsWorker.SampleApp;

/// <summary>Written against the public surface alone, as an application is.</summary>
public static class SampleFunctions
{
    [Function("StartSteps")]
    public static async Task<IActionResult> StartSteps(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "steps/{instanceId}")] HttpRequest request,
        [DurableClient] DurableTaskClient client, string instanceId, int count, CancellationToken cancellationToken)
    {
        await client.ScheduleNewOrchestrationInstanceAsync(nameof(Steps), count, new StartOrchestrationOptions(instanceId), cancellationToken);
        return new AcceptedResult();
    }

    [Function("GetSteps")]
    public static async Task<IActionResult> GetSteps(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "steps/{instanceId}")] HttpRequest request,
        [DurableClient] DurableTaskClient client, string instanceId, CancellationToken cancellationToken)
        => await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken) is { } instance
            ? new OkObjectResult(new { status = instance.RuntimeStatus.ToString(), instance.SerializedCustomStatus, instance.SerializedOutput })
            : new NotFoundResult();

    /// <summary>One activity after another; the custom status tells how many are done. The last waits for an event.</summary>
    [Function(nameof(Steps))]
    public static async Task<List<int>> Steps([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        List<int> done = [];
        for (int step = 1; step <= count; step++)
        {
            done.Add(await context.CallActivityAsync<int>(nameof(Step), step));
            context.SetCustomStatus(step);
        }
        done.Add(await context.WaitForExternalEvent<int>("Last"));
        return done;
    }

    [Function(nameof(Step))]
    public static int Step([ActivityTrigger] int step) => step * 10;

    /// <summary>Creates the file <c>{path}.started</c>, and answers once the file <c>{path}</c> is there.</summary>
    [Function("WaitForFile")]
    public static async Task<string> WaitForFile(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait")] HttpRequest request, string path, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync($"{path}.started", "", cancellationToken);
        while (!File.Exists(path))
            await Task.Delay(20, cancellationToken);
        return "seen";
    }

    [Function("Yearly")]
    public static void Yearly([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer) => ArgumentNullException.ThrowIfNull(timer);
}
