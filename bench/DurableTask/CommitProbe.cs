using System.Diagnostics;
using Npgsql;

namespace Orchestrator.Bench.DurableTask;

/// <summary>What the server itself takes for a one-row commit: every latency is to be read against it.</summary>
internal static class CommitProbe
{
    const int Commits = 500;

    /// <returns>The median in milliseconds.</returns>
    public static async Task<double> MeasureAsync(string database, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        await using (var create = new NpgsqlCommand("CREATE TABLE IF NOT EXISTS durable.commit_probe (n int)", connection))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var insert = new NpgsqlCommand("INSERT INTO durable.commit_probe VALUES (1)", connection);
        await insert.PrepareAsync(cancellationToken);
        var times = new List<double>(Commits);
        for (int i = 0; i < Commits; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await insert.ExecuteNonQueryAsync(cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        await using var drop = new NpgsqlCommand("DROP TABLE durable.commit_probe", connection);
        await drop.ExecuteNonQueryAsync(cancellationToken);
        return Math.Round(times.Order().ElementAt(Commits / 2), 3);
    }
}
