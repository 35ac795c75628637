using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Turns;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>One seed from beginning to end: trouble first, then calm, then the books are checked.</summary>
internal sealed class Simulation
{
    /// <summary>In calm, some turn is committed within this time of the world, or the work is stuck: no wait is so long.</summary>
    static readonly TimeSpan StandstillMax = TimeSpan.FromMinutes(3);
    const int StepsMax = 1_000_000;
    const int TextMax = 400;
    readonly World _world;
    readonly Server _server;
    readonly Fleet _fleet;
    readonly Clients _clients;
    readonly Workload _workload;
    readonly ReplayCheck _replay;
    readonly Dictionary<string, int> _runs = [];

    Simulation(int seed, Workload workload, WritePlan? plan, Action<string>? log)
    {
        _world = new World(seed, log);
        _workload = workload;
        _server = new Server(_world) { Plan = plan };
        if (plan is null)
        {
            _server.Faults = ServerFaults.Draw(_world.Chance);
            _world.Haste = _world.Flip(0.5) ? 0 : _world.Chance.NextDouble() * 0.3;
        }

        _replay = new ReplayCheck(() => _server.Store);
        var tasks = new DurableTaskRegistry();
        tasks.AddOrchestrator(FlowOrchestrator.Name, () => new FlowOrchestrator());
        tasks.AddActivityFunc<Step, string>(FlowOrchestrator.ActivityName, WorkAsync);
        _fleet = new Fleet(_world, _server, tasks, Compare, isAlone: plan is not null);
        _clients = new Clients(_world, _fleet);
    }

    /// <summary>A seed's own workload, with all that can go wrong.</summary>
    public static SeedReport Run(int seed, Action<string>? log = null) => Run(seed, new Workload(seed), plan: null, log);

    /// <summary>A given workload on one process, of whose writes some break.</summary>
    public static SeedReport Run(Workload workload, WritePlan plan, Action<string>? log = null) => Run(seed: 0, workload, plan, log);

    static SeedReport Run(int seed, Workload workload, WritePlan? plan, Action<string>? log)
    {
        SeedReport? report = null;
        // A thread of its own: no synchronization context, and a stack for the continuations that go on inline.
        var thread = new Thread(() => report = new Simulation(seed, workload, plan, log).Run(), maxStackSize: 16 << 20);
        thread.Start();
        thread.Join();
        return report!;
    }

    SeedReport Run()
    {
        if (_world.IsLogged) _world.Note("world", "begins", _world.Seed, () => JsonSerializer.Serialize(_workload.Plans) + " " + _server.Faults);
        _clients.Begin(_workload);
        _world.After(_server.Plan is null ? _world.Between(5, 90) : TimeSpan.Zero, Calm);
        string? failure;
        try
        {
            failure = RunToEnd();
        }
        catch (Exception e)
        {
            failure = e.ToString();
        }

        return new SeedReport(_world.Seed, failure, _world.Hash, _world.Steps, _server.Audit, _fleet, _clients, _replay.Checked, Activities);
    }

    int Activities { get; set; }

    string? RunToEnd()
    {
        DateTimeOffset movedAt = _world.Now;
        int turns = 0;
        while (_world.Violations.Count == 0 && _world.Steps < StepsMax)
        {
            if (!_world.Step()) return Dump("nothing can happen any more");
            if (!_isCalm) continue;
            if (turns != _server.Audit.Turns) (turns, movedAt) = (_server.Audit.Turns, _world.Now);
            if (_world.Now - movedAt > StandstillMax) return Dump("it is stuck");
            if (_world.Steps % 16 == 0 && _clients.AreDone && IsSettled()) break;
        }

        if (_world.Violations.Count > 0) return string.Join('\n', _world.Violations);
        return _world.Steps >= StepsMax ? Dump("it does not come to an end") : Check();
    }

    bool _isCalm;

    void Calm()
    {
        _isCalm = true;
        _server.Faults = ServerFaults.None;
        _fleet.Calm();
    }

    /// <summary>Nothing lives, no message waits, and each partition has an owner.</summary>
    bool IsSettled() =>
        _server.Store.InboxCount == 0 && _fleet.Partitions.All(p => _fleet.Owners(p) == 1) && States().All(s => s.Status.IsFinal());

    IReadOnlyList<InstanceState> States() =>
        _server.Store.QueryAsync(new InstanceQuery(10_000, WithPayloads: true), CancellationToken.None).GetAwaiter().GetResult();

    string? Check()
    {
        var wrong = new List<string>(_replay.Differences);
        if (_server.Store.Poison.Count > 0) wrong.Add($"{_server.Store.Poison.Count} messages were put aside");
        foreach (int partition in _fleet.Partitions)
        {
            if (_fleet.Owners(partition) != 1) wrong.Add($"partition {partition} has {_fleet.Owners(partition)} owners");
        }

        var states = States().ToDictionary(s => s.Instance.InstanceId);
        foreach (Plan plan in _workload.Plans)
        {
            Check(plan, states.GetValueOrDefault(plan.Flow.Id), wrong);
            foreach ((_, Step step) in plan.Flow.AllSteps().Where(s => s.Step is { Kind: StepKind.Child, HasFixedId: true }))
            {
                CheckChild(plan, step.Child!, states.GetValueOrDefault(step.Child!.Id), wrong);
            }
        }

        return wrong.Count == 0 ? null : Dump(string.Join('\n', wrong));
    }

    static void Check(Plan plan, InstanceState? state, List<string> wrong)
    {
        if (plan.IsDoomed)
        {
            if (state is not { Status: InstanceStatus.Terminated, Output: "\"stop\"" }) wrong.Add($"{plan.Flow.Id} is {Describe(state)}, not terminated");
        }
        else if (plan.Kind == PlanKind.Purge)
        {
            if (state is not null) wrong.Add($"{plan.Flow.Id} was purged and is {Describe(state)}");
        }
        else
        {
            Check(plan.Flow, state, wrong);
        }
    }

    static void CheckChild(Plan plan, Flow child, InstanceState? state, List<string> wrong)
    {
        // One whose parent was terminated may never have begun.
        if (plan.IsDoomed && state is null) return;
        if (plan.Kind != PlanKind.TerminateRecursively) Check(child, state, wrong);
        else if (state!.Status != InstanceStatus.Terminated) wrong.Add($"{child.Id} is {Describe(state)}, not terminated with its parent");
    }

    static void Check(Flow flow, InstanceState? state, List<string> wrong)
    {
        string result = Model.ResultOf(flow);
        bool isRight = flow.FailsAtEnd
            ? state is { Status: InstanceStatus.Failed } && state.Failure!.ErrorMessage == result
            : state is { Status: InstanceStatus.Completed } && state.Output == JsonSerializer.Serialize(result);
        if (!isRight) wrong.Add($"{flow.Id} is {Describe(state)}; by the model it is {(flow.FailsAtEnd ? "Failed" : "Completed")} {result}");
        string? status = Model.StatusOf(flow) is { } text ? JsonSerializer.Serialize(text) : null;
        if (state is not null && state.CustomStatus != status) wrong.Add($"{flow.Id} has the status {state.CustomStatus}, by the model {status}");
    }

    static string Describe(InstanceState? state) => state is null ? "not there" : $"{state.Status} {state.Output}{state.Failure?.ErrorMessage}";

    /// <summary>The instance against its replay, unless another owner has gone on with it, or somebody has purged it, meanwhile.</summary>
    void Compare(InstanceRuntime instance)
    {
        StoredInstance? stored = _server.Store.ReadHistoryAsync(instance.Row.InstanceId, CancellationToken.None).GetAwaiter().GetResult();
        bool isLatest = stored is not null && stored.Instance.Id == instance.Row.Id
            && (stored.Turns.Count == 0 ? 0 : stored.Turns[^1].Turn + 1) == instance.NextTurn;
        if (isLatest) _replay.Compare(instance);
        foreach (string difference in _replay.Differences) _world.Violate("replay: " + difference);
    }

    /// <summary>The activity: takes its time, and fails as often as its step says, counted over all its runs.</summary>
    async Task<string> WorkAsync(TaskActivityContext context, Step step)
    {
        Activities++;
        string key = $"{context.InstanceId}/{step.Key}";
        int run = _runs[key] = _runs.GetValueOrDefault(key) + 1;
        _world.Note("activity", key, run);
        if (step.Seconds > 0) await Task.Delay(TimeSpan.FromSeconds(step.Seconds), CurrentTime(), CancellationToken.None);
        return run <= step.Failures ? throw new InvalidOperationException($"run {run} of {step.Key} fails") : step.Key;
    }

    ProcessTime CurrentTime() => new(_world, _world.Running!);

    string Dump(string reason)
    {
        var text = new StringBuilder(reason).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"clients done: {_clients.AreDone}; inbox {_server.Store.InboxCount}; calm {_isCalm}");
        foreach (InstanceState state in States().Where(s => !s.Status.IsFinal()))
        {
            StoredInstance stored = _server.Store.ReadHistoryAsync(state.Instance.InstanceId, CancellationToken.None).GetAwaiter().GetResult()!;
            text.AppendLine(CultureInfo.InvariantCulture, $"{state.Instance.InstanceId} #{state.Instance.Id} is {state.Status}:");
            foreach (TurnRow turn in stored.Turns)
            {
                string events = Encoding.UTF8.GetString(turn.Events);
                text.AppendLine(CultureInfo.InvariantCulture, $"  {turn.Turn} {(events.Length > TextMax ? events[..TextMax] : events)}");
            }
        }

        return text.ToString();
    }
}

/// <param name="Failure">Null: all was as it must be.</param>
internal sealed record SeedReport(
    int Seed, string? Failure, ulong Hash, int Steps, Audit Audit, Fleet Fleet, Clients Clients, int Replays, int Activities);
