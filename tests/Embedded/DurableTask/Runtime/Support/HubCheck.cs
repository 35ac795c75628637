using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.History;
using Npgsql;

namespace Microsoft.DurableTask.Tests.Runtime.Support;

/// <summary>Looks into a hub's tables: what is in flight, and whether everything came out exactly.</summary>
internal sealed class HubCheck(string connectionString)
{
    // Without a pool, which would remember the connections of a server that has fallen since.
    readonly string _connectionString = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    /// <summary>The ids of the partitions that a process owns, to look at what it has begun even when another owns them already.</summary>
    public async Task<int[]> ReadPartitionsAsync(string owner) =>
        (int[])(await ScalarAsync($"SELECT coalesce(array_agg(id), '{{}}') FROM durable.partitions WHERE owner = '{owner}'"))!;

    /// <summary>Activities that were begun and have no result in the history, of instances in some partitions, or in all.</summary>
    public async Task<int> CountOpenActivitiesAsync(int[]? partitions = null)
    {
        int open = 0;
        await foreach ((_, List<HistoryEvent> events) in ReadHistoriesAsync("""
            WHERE NOT EXISTS (SELECT FROM durable.results AS r WHERE r.partition_id = h.partition_id AND r.instance = h.instance)
              AND ($1 IS NULL OR h.partition_id = ANY($1))
            """, partitions))
        {
            open += events.OfType<TaskScheduled>().Count() - events.OfType<TaskCompleted>().Count();
        }

        return open;
    }

    /// <summary>No activity's result is in a history twice, no message is left, none was put aside.</summary>
    public async Task AssertNothingTwiceOrLeftAsync()
    {
        await Poll.UntilAsync(async () => await CountAsync("durable.inbox") == 0);
        Assert.Equal(0, await CountAsync("durable.poison"));
        Assert.Equal(await CountAsync("durable.instances"), await CountAsync("durable.results"));
        await foreach ((long instance, List<HistoryEvent> events) in ReadHistoriesAsync("WHERE $1 IS NULL", null))
        {
            string[] answers = [.. events.Select(e => e switch
            {
                TaskCompleted c => $"task {c.TaskScheduledId}",
                SubOrchestrationInstanceCompleted c => $"sub {c.TaskScheduledId}",
                TimerFired f => $"timer {f.TimerId}",
                _ => null,
            }).OfType<string>()];
            Assert.True(answers.Distinct().Count() == answers.Length, $"instance {instance}: {string.Join(", ", answers)}");
        }
    }

    /// <summary>Waits for the <c>Steps</c> instances of <see cref="Faults.WorkerProgram"/>, each of which adds five to its number.</summary>
    public static async Task AssertStepsAsync(DurableTaskClient client, IReadOnlyList<string> ids, TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(60));
        for (int i = 0; i < ids.Count; i++)
        {
            OrchestrationMetadata metadata = await client.WaitForInstanceCompletionAsync(ids[i], true, deadline.Token);
            Assert.True(metadata.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{ids[i]}: {metadata.FailureDetails}");
            Assert.Equal(i + 5, metadata.ReadOutputAs<int>());
        }
    }

    public async Task<long> CountAsync(string from) => (long)(await ScalarAsync($"SELECT count(*) FROM {from}"))!;

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    async IAsyncEnumerable<(long Instance, List<HistoryEvent> Events)> ReadHistoriesAsync(string where, int[]? parameter)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT h.instance, array_agg(h.events ORDER BY h.turn) FROM durable.history AS h {where} GROUP BY 1", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)parameter ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Integer });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            yield return (reader.GetInt64(0), [.. reader.GetFieldValue<byte[][]>(1).SelectMany(events => HistoryReader.Read(events))]);
        }
    }
}
