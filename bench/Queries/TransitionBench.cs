using Npgsql;
using Orchestrator.Bench.Domain;

namespace Orchestrator.Bench.Queries;

/// <summary>Audited transitions, each a transaction of its own, on one connection: pending, queued, running, completed.</summary>
internal static class TransitionBench
{
    public static async Task<Samples> MeasureAsync(DomainDatabase database, int tasks, CancellationToken cancellationToken)
    {
        List<Guid> ids = await database.ListAsync<Guid>("""
            INSERT INTO orchestrator.tasks (id, name, task_name, tags)
            SELECT gen_random_uuid(), 'moved', 'debug.echo', '{"team": "bench"}' FROM generate_series(1, $1) RETURNING id
            """, cancellationToken, tasks);
        await using NpgsqlConnection connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            "SELECT orchestrator.transition_task($1, ARRAY[$2]::orchestrator.task_status[], $3::text::orchestrator.task_status, 'system')", connection);
        var id = new NpgsqlParameter<Guid>();
        var from = new NpgsqlParameter<string>();
        var to = new NpgsqlParameter<string>();
        command.Parameters.AddRange(new NpgsqlParameter[] { id, from, to });
        var samples = new Samples();
        string[] way = ["pending", "queued", "running", "completed"];
        foreach (Guid task in ids)
        {
            for (int step = 1; step < way.Length; step++)
            {
                (id.TypedValue, from.TypedValue, to.TypedValue) = (task, way[step - 1], way[step]);
                await samples.AddAsync(async () =>
                {
                    if (!(bool)(await command.ExecuteScalarAsync(cancellationToken))!)
                    {
                        throw new BenchFailedException($"Task {task} did not go from {from.TypedValue} to {to.TypedValue}.");
                    }
                });
            }
        }

        return samples;
    }
}
