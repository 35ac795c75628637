namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>
/// Each feature against each fault of a write: in one run after the other the first, the second, the third, ... write breaks; then the
/// first breaks and two succeed, three, ... between failures, until a run finishes clean. After each the books are checked.
/// </summary>
public sealed class WriteFaultTests
{
    const int RunsMax = 500;

    public static TheoryData<string, WriteFault> Cases()
    {
        var cases = new TheoryData<string, WriteFault>();
        foreach (string feature in FeatureWorkloads.All.Keys)
        {
            foreach (WriteFault fault in Enum.GetValues<WriteFault>()) cases.Add(feature, fault);
        }

        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Work_WithOneWriteBroken_EndsExactly_WhicheverItIs(string feature, WriteFault fault)
    {
        int broken = 1;
        while (Run(feature, fault, n => n == broken) > 0) broken++;
        Assert.InRange(broken, 3, RunsMax);
    }

    /// <summary>
    /// Without one: a start that makes the running instance way, written but never acknowledged, is made again by its client, and meets the
    /// broken write again, for ever.
    /// </summary>
    public static TheoryData<string, WriteFault> CasesThatEnd()
    {
        var cases = new TheoryData<string, WriteFault>();
        foreach (object[] one in Cases())
        {
            if (one is not ["replace", WriteFault.LostAfter]) cases.Add((string)one[0], (WriteFault)one[1]);
        }

        return cases;
    }

    [Theory, MemberData(nameof(CasesThatEnd))]
    public void Work_WithFailuresFartherAndFartherApart_EndsExactly(string feature, WriteFault fault)
    {
        // A client's write and the turn that it causes come by turns: with every other one broken, it might be the client's each time, for ever.
        int between = 2;
        while (Run(feature, fault, n => n % (between + 1) == 1) > 1) between++;
        Assert.InRange(between, 2, RunsMax);
    }

    static int Run(string feature, WriteFault fault, Func<int, bool> breaks)
    {
        var plan = new WritePlan(fault, breaks);
        SeedReport report = Simulation.Run(FeatureWorkloads.All[feature], plan);
        if (report.Failure is null) return plan.Broken;
        var lines = new List<string>();
        Simulation.Run(FeatureWorkloads.All[feature], new WritePlan(fault, breaks), lines.Add);
        Assert.Fail($"{report.Failure}\nIt went so:\n{string.Join('\n', lines)}");
        return 0;
    }
}
