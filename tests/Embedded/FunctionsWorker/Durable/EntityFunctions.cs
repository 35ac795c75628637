using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Durable;

public sealed class EntityFunctions
{
    [Function("CounterFunction")]
    public static Task Counter([EntityTrigger(EntityName = "Counter")] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<CounterEntity>();

    [Function("Cart")]
    public Task Cart([EntityTrigger] TaskEntityDispatcher dispatcher, string? ignored = null) => dispatcher.DispatchAsync<CartState>();

    [Function("Echo")]
    public static Task Echo([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync(
        operation => new ValueTask<object?>($"{operation.Context.Id} {operation.Name} {operation.GetInput<string>()}"));

    [Function("Idle")]
    public static void Idle([EntityTrigger] TaskEntityDispatcher dispatcher) => ArgumentNullException.ThrowIfNull(dispatcher);

    [Function("Asks")]
    public static async Task<string[]> Asks([OrchestrationTrigger] TaskOrchestrationContext context, string key)
    {
        EntityInstanceId counter = new("Counter", key);
        await context.Entities.CallEntityAsync(counter, "Add", 2);
        int count = await context.Entities.CallEntityAsync<int>(counter, "Get");
        string echo = await context.Entities.CallEntityAsync<string>(new EntityInstanceId("Echo", key), "Say", "hello");
        string[] said = [$"{count}", echo, await FailureOfAsync(counter, "Explode"), await FailureOfAsync(new("Idle", key), "Run")];
        return said;

        async Task<string> FailureOfAsync(EntityInstanceId id, string operation)
        {
            try
            {
                await context.Entities.CallEntityAsync(id, operation);
                return "nothing";
            }
            catch (EntityOperationFailedException e)
            {
                return e.FailureDetails.ErrorMessage;
            }
        }
    }
}

public sealed class CounterEntity(OrchestrationFunctions.Adder adder) : TaskEntity<int>
{
    public void Add(int n) => State = adder.Add([State, n]);

    public int Get() => State;

    public void Explode() => throw new InvalidOperationException("boom");
}

public sealed class CartState
{
    public List<string> Items { get; set; } = [];

    public void Put(string item) => Items.Add(item);
}
