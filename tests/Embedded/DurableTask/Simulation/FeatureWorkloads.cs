namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>One small workload for each feature.</summary>
internal static class FeatureWorkloads
{
    static readonly Step[] Simple = [Activity("a1"), Activity("a2")];

    public static IReadOnlyDictionary<string, Workload> All { get; } = new Dictionary<string, Workload>
    {
        ["chain"] = Run([Activity("a1"), Activity("a2"), Activity("a3")]),
        ["fan-out"] = Run([new(StepKind.All, "", [.. Enumerable.Range(0, 5).Select(i => Activity($"a{i}") with { Seconds = i })])]),
        ["first of several"] = Run([new(StepKind.Any, "", [Activity("a1"), Timer(2), Activity("a2")]), new(StepKind.Race, "r", Seconds: 1)]),
        ["timers"] = Run([Timer(3), new(StepKind.All, "", [Timer(1), Timer(20)])]),
        ["time-out"] = Run([new(StepKind.TimeOut, "e", Seconds: 2), Activity("a1")]),
        ["failure"] = Run([Activity("a1") with { Failures = Model.Always }], failsAtEnd: true),
        ["retry policy"] = Run([Activity("a1") with { Failures = 2, Attempts = 3 }, Activity("a2") with { Failures = Model.Always, Attempts = 2 }]),
        ["retry handler"] = Run([Activity("a1") with { Failures = 2, Attempts = 3, ByHandler = true }]),
        ["sub-orchestration"] = Run([Child("c1", fixedId: true), Child("c2", fixedId: false)]),
        ["sub-orchestrations at once"] = Run([new(StepKind.All, "", [Child("c1", true), Child("c2", true), Child("c3", false)])]),
        ["sub-orchestration retried"] = Run([Child("c1", true, fails: true) with { Attempts = 3 }]),
        ["events"] = Run([Wait("e", "x", "y", "z"), Activity("a1"), Wait("f", "w")]),
        ["event to a child"] = Run([new(StepKind.Child, "", Child: new Flow("c1", [Wait("e", "x")]), HasFixedId: true)]),
        ["continue-as-new"] = Run([Activity("a1"), new(StepKind.Status, "s")], rounds: 4),
        ["continue-as-new with events"] = Run([Wait("e", "x", "y"), new(StepKind.Status, "s"), Activity("a1")], rounds: 3),
        ["suspend and resume"] = new([new Plan(new Flow("o", [Wait("e", "x", "y"), Timer(5), Activity("a1")]), PlanKind.Run, 0, 0, Suspends: true)]),
        ["delayed start"] = new([new Plan(new Flow("o", [Wait("e", "x"), Activity("a1")]), PlanKind.Run, 0, Delay: 10, Suspends: false)]),
        ["send"] = new([
            new Plan(new Flow("to", [Activity("a1"), Wait("send-1", "send-1")]), PlanKind.Run, 0, 0, false),
            new Plan(new Flow("from", [Activity("a2"), new Step(StepKind.Send, "send-1", Target: "to")]), PlanKind.Run, 0, 0, false)]),
        ["terminate"] = Doomed(PlanKind.Terminate, Child("c", true)),
        ["terminate recursively"] = Doomed(
            PlanKind.TerminateRecursively, new Step(StepKind.Child, "", Child: new Flow("c", [new Step(StepKind.Forever, "")]), HasFixedId: true)),
        ["restart"] = new([new Plan(new Flow("o", Simple), PlanKind.Restart, 0, 0, false)]),
        ["replace"] = new([new Plan(new Flow("o", [.. Simple, Timer(8)]), PlanKind.Replace, 0, 0, false)]),
        ["purge"] = new([new Plan(new Flow("o", Simple), PlanKind.Purge, 0, 0, false)]),
        ["purge and start"] = new([new Plan(new Flow("o", Simple), PlanKind.PurgeAndStart, 0, 0, false)]),
    };

    static Workload Run(IReadOnlyList<Step> steps, int rounds = 1, bool failsAtEnd = false) =>
        new([new Plan(new Flow("o", steps, rounds, failsAtEnd), PlanKind.Run, 0, 0, Suspends: false)]);

    static Workload Doomed(PlanKind kind, Step child) =>
        new([new Plan(new Flow("o", [new Step(StepKind.All, "", [child, new Step(StepKind.Forever, "")])]), kind, 0, 0, Suspends: false)]);

    static Step Activity(string key) => new(StepKind.Activity, key);

    static Step Timer(double seconds) => new(StepKind.Timer, "", Seconds: seconds);

    static Step Wait(string name, params string[] events) => new(StepKind.Wait, name, Events: events);

    static Step Child(string id, bool fixedId, bool fails = false) =>
        new(StepKind.Child, "", Child: new Flow(id, [Activity("a1")], FailsAtEnd: fails), HasFixedId: fixedId);
}
