using System.Diagnostics;
using Orchestrator.Core.Events.Bus;
using Orchestrator.Core.Events.Names;

namespace Orchestrator.Bench.Events;

/// <summary>Events published until every subscriber has handled every one: nothing may be dropped on the way.</summary>
internal static class BusBench
{
    public const int Subscribers = 5;
    const int Burst = 20_000;  // what a queue holds without loss
    const int Bursts = 40;
    const int Rounds = 5;

    /// <returns>Events a second, the median of some rounds.</returns>
    public static async Task<double> MeasureAsync(CancellationToken cancellationToken)
    {
        var rounds = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            rounds.Add(await RunAsync(cancellationToken));
        }

        return Math.Round(rounds.Order().ElementAt(Rounds / 2));
    }

    static async Task<double> RunAsync(CancellationToken cancellationToken)
    {
        await using var bus = new EventBus(failure => throw new BenchFailedException($"Subscriber {failure.Subscriber} failed."));
        long[] handled = new long[Subscribers];
        string[] patterns = [TaskEvents.Completed, "task.*", "task.*", "*", "*"];
        for (int i = 0; i < Subscribers; i++)
        {
            int subscriber = i;
            bus.Subscribe($"subscriber {i}", EventPattern.Parse(patterns[i]), (_, _) =>
            {
                handled[subscriber]++;
                return ValueTask.CompletedTask;
            });
        }

        var happened = new BusEvent(
            Guid.CreateVersion7(), TaskEvents.Completed, "task", Guid.CreateVersion7().ToString(), Sequence: 1, DateTimeOffset.UtcNow,
            CorrelationId: null, "system", "{}");
        long start = Stopwatch.GetTimestamp();
        for (int burst = 0; burst < Bursts; burst++)
        {
            for (int i = 0; i < Burst; i++)
            {
                bus.Publish(happened);
            }

            await bus.DrainAsync(cancellationToken);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return handled.All(count => count == Burst * Bursts)
            ? Burst * Bursts / seconds
            : throw new BenchFailedException($"The subscribers handled {string.Join(", ", handled)} of {Burst * Bursts} events.");
    }
}
