using Npgsql;
using Orchestrator.Core.Execution;

namespace Orchestrator.Database.Repositories.Execution;

static class RunKeys
{
    /// <summary>Reads (task, run) rows.</summary>
    public static async Task<IReadOnlyList<RunKey>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        List<RunKey> runs = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            runs.Add(new RunKey(reader.GetGuid(0), reader.GetInt32(1)));
        }

        return runs;
    }
}
