using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Tasks;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.FirstWork;

/// <summary>The first work of a new user: one LLM task, then five tasks at once, followed live.</summary>
internal sealed class Demonstration(GatewayClient client, TaskWatcher watcher, ProgressBoard board, TimeProvider timeProvider)
{
    static readonly TimeSpan Within = TimeSpan.FromMinutes(3);

    /// <returns>The tasks as they ended, or as they stand after three minutes.</returns>
    public async Task<IReadOnlyList<V1.Task>> RunAsync(CancellationToken cancellationToken)
    {
        string correlation = $"first-work-{Guid.CreateVersion7()}";
        V1.CreateTaskResponse first = await client.Tasks.CreateTaskAsync(
            Request("first-llm-task", correlation, new V1.TaskWork { Llm = new V1.LlmWork { Prompt = "In one sentence: what is a durable orchestration?" } }),
            cancellationToken: cancellationToken);
        V1.BatchCreateTasksResponse fanOut = await client.Tasks.BatchCreateTasksAsync(FanOut(correlation), cancellationToken: cancellationToken);
        V1.Task[] tasks = [first.Task, .. fanOut.Results.Select(result => result.Task)];

        using var limit = new CancellationTokenSource(Within, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await board.RunAsync(tasks, () => Task.WhenAll(tasks.Select(task => FollowAsync(task, either.Token))));
        return await Task.WhenAll(tasks.Select(task => GetAsync(task, cancellationToken)));

        async Task FollowAsync(V1.Task task, CancellationToken followed)
        {
            try
            {
                await watcher.WatchToEndAsync(
                    client, task, afterSequence: 0, async happened => board.Update(board.ShowsState ? await GetAsync(task, followed) : task, happened), followed);
            }
            catch (Exception error) when (IsTimeLimit(error, limit.Token, cancellationToken))
            {
                // The report says where it stands and what it waits for.
            }
        }
    }

    internal static V1.BatchCreateTasksRequest FanOut(string correlation) => new()
    {
        Requests =
        {
            Request("add-numbers", correlation, new V1.TaskWork { Sum = new V1.SumWork { Values = { 0.1, 0.2, 0.3 } } }),
            Request("say-hello", correlation, new V1.TaskWork { Echo = new V1.EchoWork { Message = "hello" } }),
            Request("fail-once", correlation, new V1.TaskWork { Echo = new V1.EchoWork { Message = "second time lucky", FailingAttempts = 1 } }),
            Request("sleep-a-second", correlation, new V1.TaskWork { Sleep = new V1.SleepWork { Duration = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) } }),
            Request("second-llm-task", correlation, new V1.TaskWork { Llm = new V1.LlmWork { Prompt = "Name three uses of a durable timer." } }),
        },
    };

    static V1.CreateTaskRequest Request(string name, string correlation, V1.TaskWork work) => new()
    {
        Name = name,
        Work = work,
        CorrelationId = correlation,
        IdempotencyKey = $"{correlation}/{name}",
    };

    // gRPC reports a cancelled call as an RpcException.
    static bool IsTimeLimit(Exception error, CancellationToken limit, CancellationToken asked) =>
        limit.IsCancellationRequested && !asked.IsCancellationRequested && error is OperationCanceledException or Grpc.Core.RpcException;

    async Task<V1.Task> GetAsync(V1.Task task, CancellationToken cancellationToken)
    {
        var request = new V1.GetTaskRequest { Namespace = task.Namespace, TaskId = task.Id };
        return (await client.Tasks.GetTaskAsync(request, cancellationToken: cancellationToken)).Task;
    }
}
