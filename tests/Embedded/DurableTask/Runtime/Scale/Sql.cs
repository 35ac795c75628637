using Microsoft.DurableTask.Tests.Runtime.Support;
using Npgsql;

namespace Microsoft.DurableTask.Tests.Runtime.Scale;

/// <summary>Looks into a test's database.</summary>
internal static class Sql
{
    public static async Task<T> ReadAsync<T>(PostgresHome home, string sql)
    {
        await using var connection = new NpgsqlConnection(home.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static async Task ExecuteAsync(PostgresHome home, string sql)
    {
        await using var connection = new NpgsqlConnection(home.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What comes true soon, such as the deletion of messages by the commit after the last turn.</summary>
    public static Task AssertAsync<T>(PostgresHome home, T expected, string sql) =>
        Poll.UntilAsync(async () => Equals(await ReadAsync<T>(home, sql), expected));

    /// <summary>Finished instances <c>done-1</c> to <c>done-count</c> with one turn each, as the runtime would have left them.</summary>
    public static Task InsertFinishedAsync(PostgresHome home, int count) => ExecuteAsync(home, $"""
        WITH added AS (
            INSERT INTO durable.instances (hub_id, partition_id, id, instance_id, execution, name, input, created_at)
            SELECT p.hub_id, p.id, nextval('durable.instance_ids'), 'done-' || g, 0, 'Done', '1', now()
            FROM durable.partitions AS p, generate_series(1, {count}) AS g
            RETURNING partition_id, id
        ), turns AS (
            INSERT INTO durable.turns (partition_id, instance, turn, at, status, events)
            SELECT partition_id, id, 0, now(), 1, '[]' FROM added
        )
        INSERT INTO durable.results (partition_id, instance, status, output, at) SELECT partition_id, id, 1, '1', now() FROM added
        """);
}
