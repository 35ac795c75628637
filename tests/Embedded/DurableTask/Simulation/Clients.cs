using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>
/// Those who start instances, raise events and so on, each through any process that answers. A call whose outcome is unknown is made
/// again, once nothing of it can be on its way any more, as a careful client does.
/// </summary>
internal sealed class Clients
{
    /// <summary>
    /// Of what comes to the same whether it was done or not (to run once more): writes that break at a fixed distance could else break each
    /// attempt for ever.
    /// </summary>
    const int AgainMax = 3;
    readonly World _world;
    readonly Fleet _fleet;
    readonly ProcessScheduler _scheduler;
    readonly ProcessTime _time;
    readonly Dictionary<string, TaskCompletionSource> _started = [];
    int _open;

    public Clients(World world, Fleet fleet)
    {
        (_world, _fleet) = (world, fleet);
        _scheduler = new ProcessScheduler(world, "clients");
        _time = new ProcessTime(world, _scheduler);
    }

    public bool AreDone => _open == 0;

    public int Unknown { get; private set; }

    public void Begin(Workload workload)
    {
        foreach (Plan plan in workload.Plans) _started[plan.Flow.Id] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (Plan plan in workload.Plans) Do(plan.Flow.Id, () => FollowAsync(plan));
    }

    void Do(string what, Func<Task> script)
    {
        _open++;
        _ = _scheduler.RunAsync(async () =>
        {
            try
            {
                await script();
            }
            catch (Exception e)
            {
                _world.Violate($"a client of {what} failed: {e}");
            }

            _open--;
            _world.Note("clients", $"are done with {what}", _open);
        });
    }

    async Task FollowAsync(Plan plan)
    {
        await DelayAsync(plan.At);
        foreach ((_, Step step) in plan.Flow.AllSteps())
        {
            // Whom it sends to must be there.
            if (step.Kind == StepKind.Send) await _started[step.Target!].Task;
        }

        await StartAsync(plan, plan.Delay);
        _started[plan.Flow.Id].TrySetResult();
        foreach ((Flow flow, Step step) in plan.Flow.AllSteps().Where(s => s.Step.Kind == StepKind.Wait)) RaiseAll(flow, step);
        if (plan.Suspends) await SuspendAsync(plan.Flow.Id);
        switch (plan.Kind)
        {
            case PlanKind.Terminate or PlanKind.TerminateRecursively:
                await DelayAsync(_world.Chance.NextDouble() * 15);
                var options = new TerminateInstanceOptions("stop", plan.Kind == PlanKind.TerminateRecursively);
                await CallAsync((client, _) => client.TerminateInstanceAsync(plan.Flow.Id, options));
                break;
            case PlanKind.Replace:
                await DelayAsync(_world.Chance.NextDouble() * 10);
                await StartAsync(plan, delay: 0, []);
                break;
        }

        await EndAsync(plan.Flow.Id);
        switch (plan.Kind)
        {
            case PlanKind.Restart:
                await RestartAsync(plan.Flow.Id);
                await EndAsync(plan.Flow.Id);
                break;
            case PlanKind.Purge:
                await CallAsync((client, _) => client.PurgeInstanceAsync(plan.Flow.Id, CancellationToken.None));
                break;
            case PlanKind.PurgeAndStart:
                await CallAsync((client, _) => client.PurgeInstanceAsync(plan.Flow.Id, CancellationToken.None));
                await StartAsync(plan, delay: 0);
                await EndAsync(plan.Flow.Id);
                break;
        }
    }

    async Task StartAsync(Plan plan, double delay, string[]? dedupe = null)
    {
        DateTimeOffset? startAt = delay == 0 ? null : _world.Now + TimeSpan.FromSeconds(delay);
        StartOrchestrationOptions options = new StartOrchestrationOptions(plan.Flow.Id, startAt)
        {
            DedupeStatuses = dedupe ?? StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Select(s => s.ToString()).ToArray(),
        };
        var input = new FlowState(plan.Flow, 0, "", []);
        await CallAsync(async (client, _) =>
        {
            try
            {
                return await client.ScheduleNewOrchestrationInstanceAsync(FlowOrchestrator.Name, input, options, CancellationToken.None);
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return "";
            }
        });
    }

    Task RestartAsync(string instanceId) => CallAsync(async (client, _) =>
    {
        try
        {
            return await client.RestartAsync(instanceId, restartWithNewInstanceId: false, CancellationToken.None);
        }
        catch (Exception e) when (e is OrchestrationAlreadyExistsException or InvalidOperationException && e is not CommitRefusedException)
        {
            // It has been restarted by the call whose outcome was unknown.
            return "";
        }
    }, AgainMax);

    async Task SuspendAsync(string instanceId)
    {
        await DelayAsync(_world.Chance.NextDouble() * 8);
        await CallAsync((client, _) => client.SuspendInstanceAsync(instanceId, "pause", CancellationToken.None));
        await DelayAsync(_world.Chance.NextDouble() * 12);
        await CallAsync((client, _) => client.ResumeInstanceAsync(instanceId, "go on", CancellationToken.None));
    }

    /// <summary>Each event of a step at a moment of its own, however early, as soon as the instance exists.</summary>
    void RaiseAll(Flow flow, Step step)
    {
        // What another instance sends is not raised here.
        if (step.Key.StartsWith("send-", StringComparison.Ordinal)) return;
        for (int round = 0; round < flow.Rounds; round++)
        {
            foreach (string raised in Model.EventsOf(step, round)) Do($"{flow.Id} {raised}", () => RaiseAsync(flow.Id, step.Key, raised));
        }
    }

    async Task RaiseAsync(string instanceId, string name, string raised)
    {
        while (await CallAsync((client, _) => client.GetInstanceAsync(instanceId, CancellationToken.None)) is null) await DelayAsync(1);
        await DelayAsync(Math.Pow(_world.Chance.NextDouble(), 2) * 20);
        // Some write the name otherwise.
        string spelt = _world.Flip(0.2) ? name.ToUpperInvariant() : name;
        await CallAsync((client, attempt) => client.RaiseEventAsync(instanceId, spelt, $"{raised}#{attempt}", CancellationToken.None));
    }

    async Task EndAsync(string instanceId)
    {
        while (true)
        {
            OrchestrationMetadata? metadata = await CallAsync((client, _) => client.GetInstanceAsync(instanceId, CancellationToken.None));
            if (metadata is null) _world.Violate($"{instanceId} is not there");
            if (metadata is null or { IsCompleted: true }) return;
            await DelayAsync(2);
        }
    }

    Task CallAsync(Func<DurableTaskClient, int, Task> call) => CallAsync(async (client, attempt) =>
    {
        await call(client, attempt);
        return true;
    });

    async Task<T> CallAsync<T>(Func<DurableTaskClient, int, Task<T>> call, int attemptsMax = int.MaxValue)
    {
        for (int attempt = 1; ; attempt++)
        {
            SimulatedProcess? process;
            while ((process = _fleet.Reachable()) is null) await DelayAsync(0.5);
            try
            {
                int number = attempt;
                return await process.CallAsync(client => call(client, number));
            }
            catch (Exception e) when (e is IOException or CommitRefusedException)
            {
                Unknown++;
                _world.Note("clients", "do not know", attempt, () => e.Message);
                await DelayAsync(3 * ServerFaults.DelayMax.TotalSeconds);
                if (attempt == attemptsMax) return default!;
            }
        }
    }

    Task DelayAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), _time, CancellationToken.None);
}
