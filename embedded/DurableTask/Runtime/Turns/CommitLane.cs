using Microsoft.DurableTask.Runtime.Store;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>
/// Commits a group of turns in one transaction. What the store refuses for now is tried again; a group that holds something it will
/// never take is halved until the offender stands alone and the others are written. An unknown outcome is never retried: it ends
/// the ownership, and recovery finds out.
/// </summary>
internal sealed class CommitLane(IDurableStore store, PartitionLease lease, RuntimeEnvironment environment, ILogger logger)
{
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    static TurnCommit[] CommitsOf(IReadOnlyList<TurnWork> turns)
    {
        var commits = new TurnCommit[turns.Count];
        for (int i = 0; i < commits.Length; i++) commits[i] = turns[i].Commit;
        return commits;
    }

    /// <exception cref="LeaseLostException">Another owner has the partition.</exception>
    /// <exception cref="CommitUnknownException">The connection broke.</exception>
    public async Task<CommitReport> CommitAsync(IReadOnlyList<TurnWork> turns, CancellationToken stopping)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                // Not stopped by the host's end: what has run is written, if the store answers at all.
                await store.CommitAsync(lease, CommitsOf(turns), CancellationToken.None);
                if (attempt > 0) DurableRuntimeLog.CommitResumed(logger, lease.Partition, turns.Count, attempt + 1);
                return CommitReport.Clean;
            }
            catch (CommitRefusedException e) when (e.IsTransient && (turns.Count == 1 || !e.IsTooMuchAtOnce))
            {
                TimeSpan pause = TimeSpan.FromMilliseconds(Math.Min(LongestPause.TotalMilliseconds, 10 * Math.Pow(2, Math.Min(attempt, 20))));
                if (attempt == 0) DurableRuntimeLog.CommitDelayed(logger, e, lease.Partition, turns.Count);
                await Task.Delay(pause, environment.Time, stopping);
            }
            catch (CommitRefusedException e) when (turns.Count == 1)
            {
                DurableRuntimeLog.TurnRefused(logger, e, lease.Partition, turns[0].Instance?.Row.InstanceId ?? "");
                return new CommitReport([(turns[0], e)]);
            }
            catch (CommitRefusedException)
            {
                int half = turns.Count / 2;
                CommitReport first = await CommitAsync([.. turns.Take(half)], stopping);
                CommitReport second = await CommitAsync([.. turns.Skip(half)], stopping);
                return new CommitReport([.. first.Refused, .. second.Refused]);
            }
        }
    }
}
