using System.Globalization;
using Xunit.Abstractions;

namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>
/// The runtime in a simulated world: docs/testing.md says how a seed is run again. <c>ORCHESTRATOR_NIGHTLY=1</c> runs 10,000 seeds
/// instead of 300, <c>ORCHESTRATOR_SEEDS=from-to</c> any others, <c>ORCHESTRATOR_SEED=n</c> one, with all that happens.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    const int TraceLines = 60;

    [Fact]
    public void Seeds_WhateverGoesWrong_EndExactly()
    {
        if (Environment.GetEnvironmentVariable("ORCHESTRATOR_SEED") is { Length: > 0 } one)
        {
            SeedReport report = Simulation.Run(int.Parse(one, CultureInfo.InvariantCulture), output.WriteLine);
            Assert.True(report.Failure is null, report.Failure);
            return;
        }

        (int from, int to) = Seeds();
        var failed = new List<string>();
        SeedTotals totals = new();
        for (int seed = from; seed < to && failed.Count < 3; seed++)
        {
            SeedReport report = Simulation.Run(seed);
            totals.Add(report);
            if (report.Failure is not null) failed.Add(Explain(report));
            // Every tenth is run again: a seed that is not the same twice cannot be replayed.
            else if (seed % 10 == 0 && Simulation.Run(seed).Hash != report.Hash) failed.Add($"Seed {seed} was not the same twice.");
        }

        output.WriteLine(totals.ToString());
        Assert.True(failed.Count == 0, string.Join('\n', failed));
        totals.AssertThatMuchHappened();
    }

    static (int From, int To) Seeds()
    {
        if (Environment.GetEnvironmentVariable("ORCHESTRATOR_SEEDS")?.Split('-') is [var from, var to])
        {
            return (int.Parse(from, CultureInfo.InvariantCulture), int.Parse(to, CultureInfo.InvariantCulture));
        }

        return (0, Environment.GetEnvironmentVariable("ORCHESTRATOR_NIGHTLY") == "1" ? 10_000 : 300);
    }

    static string Explain(SeedReport report)
    {
        var lines = new Queue<string>();
        Simulation.Run(report.Seed, line =>
        {
            lines.Enqueue(line.Length > 1_000 ? line[..1_000] : line);
            if (lines.Count > TraceLines) lines.Dequeue();
        });
        return $"""
            Seed {report.Seed} failed: {report.Failure}
            To replay it: ORCHESTRATOR_SEED={report.Seed} dotnet test tests/Embedded/DurableTask --filter SimulationTests -l "console;verbosity=detailed"
            It ended so:
            {string.Join('\n', lines)}
            """;
    }
}
