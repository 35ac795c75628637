namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>What a simulated client does with one root instance.</summary>
internal enum PlanKind
{
    Run,

    /// <summary>Started again under its id once it has ended.</summary>
    Restart,

    /// <summary>Started again under its id while it runs, which makes way.</summary>
    Replace,

    Purge,

    PurgeAndStart,

    Terminate,

    TerminateRecursively,
}

/// <param name="At">Seconds into the simulation.</param>
/// <param name="Delay">Seconds that the start itself is put off.</param>
internal sealed record Plan(Flow Flow, PlanKind Kind, double At, double Delay, bool Suspends)
{
    public bool IsDoomed => Kind is PlanKind.Terminate or PlanKind.TerminateRecursively;
}

/// <summary>A seed's instances and what happens to them, out of every feature of the model.</summary>
internal sealed class Workload
{
    readonly Random _chance;
    int _keys;

    public Workload(IReadOnlyList<Plan> plans)
    {
        _chance = new Random(0);
        Plans = plans;
    }

    public Workload(int seed)
    {
        _chance = new Random(seed ^ 0x5EED);
        int count = _chance.Next(2, 7);
        var plans = new List<Plan>();
        for (int i = 0; i < count; i++) plans.Add(Draw(plans));
        Plans = plans;
    }

    public IReadOnlyList<Plan> Plans { get; }

    Plan Draw(List<Plan> before)
    {
        double at = _chance.NextDouble() * 20;
        double delay = Flip(0.15) ? _chance.NextDouble() * 15 : 0;
        switch (_chance.Next(10))
        {
            case 0:
                Flow finite = Draw(depth: 1, mayWait: false, NewKey("o"));
                return new Plan(Doomed(finite), PlanKind.Terminate, at, delay, Flip(0.3));
            case 1:
                Flow endless = new(NewKey("o"), Flip(0.5) ? [Forever()] : [Child(new Flow(NewKey("o"), [Forever()]))]);
                return new Plan(Doomed(endless), PlanKind.TerminateRecursively, at, delay, Flip(0.3));
            case 2 or 3:
                PlanKind kind = _chance.Next(4) switch
                {
                    0 => PlanKind.Restart,
                    1 => PlanKind.Replace,
                    2 => PlanKind.Purge,
                    _ => PlanKind.PurgeAndStart,
                };
                // The children of an instance that makes way live on: under ids of their own they are in nobody's way.
                return new Plan(Draw(depth: 0, mayWait: false, NewKey("o"), fixedIds: kind != PlanKind.Replace), kind, at, delay, Suspends: false);
            default:
                return new Plan(WithSend(Draw(depth: 0, mayWait: true, NewKey("o")), before), PlanKind.Run, at, delay, Flip(0.3));
        }
    }

    Flow Doomed(Flow child) => new(NewKey("o"), [new Step(StepKind.All, "", [Child(child), Forever()])]);

    static Step Forever() => new(StepKind.Forever, "");

    static Step Child(Flow flow) => new(StepKind.Child, "", Child: flow, HasFixedId: true);

    /// <summary>Lets the flow send an event to one of the instances before it, which then waits for it.</summary>
    Flow WithSend(Flow flow, List<Plan> before)
    {
        int target = before.FindLastIndex(p => p is { Kind: PlanKind.Run, Flow.Rounds: 1 });
        if (target < 0 || flow.Rounds > 1 || Flip(0.5)) return flow;
        string key = NewKey("send-");
        Plan receiver = before[target];
        before[target] = receiver with
        {
            Flow = receiver.Flow with { Steps = [.. receiver.Flow.Steps, new Step(StepKind.Wait, key, Events: [key])] },
        };
        return flow with { Steps = [.. flow.Steps, new Step(StepKind.Send, key, Target: receiver.Flow.Id)] };
    }

    Flow Draw(int depth, bool mayWait, string id, bool fixedIds = true)
    {
        int rounds = Flip(0.25) ? _chance.Next(2, 5) : 1;
        int count = _chance.Next(1, 5);
        var steps = new List<Step>();
        for (int i = 0; i < count; i++)
        {
            if (Flip(0.2)) steps.Add(new Step(StepKind.Status, NewKey("c")));
            steps.Add(Step(depth, mayWait, mayWait && rounds == 1, fixedIds));
        }

        return new Flow(id, steps, rounds, Flip(0.1));
    }

    /// <param name="mayChildWait">An event can only be raised for one run of a child.</param>
    Step Step(int depth, bool mayWait, bool mayChildWait, bool fixedIds)
    {
        switch (_chance.Next(12))
        {
            case 0 or 1 when depth < 3:
                int width = Flip(0.1) ? _chance.Next(10, 25) : _chance.Next(2, 6);
                StepKind kind = Flip(0.6) ? StepKind.All : StepKind.Any;
                return new Step(kind, "", [.. Enumerable.Range(0, width).Select(_ => Step(depth + 2, mayWait, mayChildWait, fixedIds))]);
            case 2 or 3 when depth < 2:
                int attempts = Flip(0.3) ? _chance.Next(2, 4) : 1;
                bool isFixed = fixedIds && Flip(0.6);
                Flow child = Draw(depth + 1, mayChildWait && attempts == 1 && isFixed, NewKey("o"), fixedIds);
                return new Step(StepKind.Child, "", Child: child, HasFixedId: isFixed, Attempts: attempts, ByHandler: Flip(0.3));
            case 4:
                return new Step(StepKind.Timer, "", Seconds: Math.Pow(_chance.NextDouble(), 3) * 40);
            case 5:
                return new Step(StepKind.TimeOut, NewKey("e"), Seconds: _chance.NextDouble() * 5);
            case 6:
                return new Step(StepKind.Race, NewKey("a"), Seconds: Length());
            case 7 or 8 when mayWait:
                return new Step(StepKind.Wait, NewKey("e"), Events: [.. Enumerable.Range(0, _chance.Next(1, 4)).Select(_ => NewKey("e"))]);
            default:
                int tries = Flip(0.4) ? _chance.Next(2, 5) : 1;
                // Run again after a crash an activity counts on, so it either fails always or less often than it is tried.
                int failures = Flip(0.15) ? Model.Always : _chance.Next(tries);
                return new Step(StepKind.Activity, NewKey("a"), Failures: failures, Attempts: tries, ByHandler: Flip(0.3), Seconds: Length());
        }
    }

    double Length() => Flip(0.5) ? 0 : Math.Pow(_chance.NextDouble(), 4) * 20;

    bool Flip(double probability) => _chance.NextDouble() < probability;

    string NewKey(string prefix) => $"{prefix}{++_keys}";
}
