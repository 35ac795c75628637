namespace Orchestrator.Core.Retention;

/// <summary>Deletes what ended longer than an age ago, batch by batch, at a pace that leaves the database to work.</summary>
public sealed class PurgeRows(IRetentionStore store)
{
    /// <param name="report">Told of the sum after each batch.</param>
    /// <returns>The sum, and whether nothing that old is left.</returns>
    public async Task<(PurgedBatch Sum, bool IsComplete)> ExecuteAsync(
        PurgePace pace, TimeSpan age, int batchSize, Action<PurgedBatch> report, CancellationToken cancellationToken)
    {
        var sum = new PurgedBatch(0, 0, 0);
        while (!pace.IsOver)
        {
            PurgedBatch? batch = await pace.StepAsync(() => store.PurgeAsync(age, batchSize, cancellationToken), cancellationToken);
            if (batch is null)
            {
                continue;  // somebody held what it wanted: after the rest it looks again
            }

            if (batch.IsEmpty)
            {
                return (sum, true);
            }

            sum = new PurgedBatch(sum.Tasks + batch.Tasks, sum.Chains + batch.Chains, sum.Events + batch.Events);
            report(sum);
        }

        return (sum, false);
    }
}
