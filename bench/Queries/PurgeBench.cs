using Orchestrator.Bench.Domain;
using Orchestrator.Core.Retention;

namespace Orchestrator.Bench.Queries;

/// <summary>Reads while nothing else happens, and while a purge runs as the function host runs it, in turns.</summary>
internal static class PurgeBench
{
    const int Turns = 6;
    const int BatchSize = 500;
    static readonly TimeSpan Turn = TimeSpan.FromSeconds(4);

    public static async Task<PurgeFigures> MeasureAsync(DomainDatabase database, ReadBench reads, int among, CancellationToken cancellationToken)
    {
        Samples[] gets = [new Samples(), new Samples()], lists = [new Samples(), new Samples()];
        long purged = 0;
        for (int turn = 0; turn < Turns * 2; turn++)
        {
            int beside = turn % 2;
            var pace = new PurgePace(TimeProvider.System, Turn);
            Task<(PurgedBatch Sum, bool IsComplete)>? purging = beside == 0
                ? null
                : new PurgeRows(database.Get<IRetentionStore>()).ExecuteAsync(pace, TimeSpan.FromDays(MillionTasks.Days / 2), BatchSize, _ => { }, cancellationToken);
            while (!pace.IsOver)
            {
                await gets[beside].AddAsync(() => reads.GetAsync(among, cancellationToken));
                await lists[beside].AddAsync(() => reads.ListAsync(ListFilters.Alone[0].Filter, "", cancellationToken));
            }

            if (purging is not null)
            {
                (PurgedBatch sum, bool isComplete) = await purging;
                purged += sum.Tasks;
                if (isComplete)
                {
                    throw new BenchFailedException("The purge was over before its turn: nothing was measured beside it.");
                }
            }
        }

        return new PurgeFigures(Slowdown(gets), Slowdown(lists), Math.Round(purged / (Turns * Turn.TotalSeconds)));
    }

    static double Slowdown(Samples[] alone) => Math.Round(100 * ((alone[1].P50 / alone[0].P50) - 1), 1);
}

/// <param name="GetSlowdown">By how many per cent the median is longer beside a purge.</param>
internal sealed record PurgeFigures(double GetSlowdown, double ListSlowdown, double TasksPerSecond);
