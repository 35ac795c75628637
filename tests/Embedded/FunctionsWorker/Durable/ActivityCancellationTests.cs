using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Embedded.FunctionsWorker.Tests.Support;
using Orchestrator.Tests.Support;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Durable;

public sealed class ActivityCancellationTests
{
    [Fact]
    public async Task Activity_AsTheHostStops_IsCancelledAndRunsAgainInTheNext()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        Gate gate = new();
        await using (WorkerApp first = await StartAsync(database, gate))
        {
            await first.Services.GetRequiredService<DurableTaskClient>()
                .ScheduleNewOrchestrationInstanceAsync("Runs", new StartOrchestrationOptions("one"));
            await gate.Started.Task.WaitAsync(TimeSpan.FromSeconds(30));
            await first.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
            Assert.True(gate.Cancelled);
        }

        gate.IsOpen = true;
        await using WorkerApp second = await StartAsync(database, gate);
        OrchestrationMetadata ended = await second.Services.GetRequiredService<DurableTaskClient>()
            .WaitForInstanceCompletionAsync("one", getInputsAndOutputs: true).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("through", ended.ReadOutputAs<string>());
    }

    static Task<WorkerApp> StartAsync(TestDatabase database, Gate gate) => WorkerApp.StartAsync(
        [typeof(Functions)], builder => builder.Services.AddSingleton(gate),
        """{ "extensions": { "durableTask": { "hubName": "Stops" } } }""", "--ORCHESTRATOR_DB", database.ConnectionString);

    public sealed class Gate
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsOpen { get; set; }

        public bool Cancelled { get; set; }
    }

    public sealed class Functions(Gate gate)
    {
        [Function("Runs")]
        public static Task<string> Runs([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>("Long");

        [Function("Long")]
        public async Task<string> Long([ActivityTrigger] FunctionContext context)
        {
            if (gate.IsOpen)
                return "through";
            gate.Started.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }
            finally
            {
                gate.Cancelled = context.CancellationToken.IsCancellationRequested;
            }
            return "never";
        }
    }
}
