using System.Globalization;
using Npgsql;

namespace Orchestrator.Bench.DurableTask.Load;

/// <summary>CPU time of this process and of the server's backends that serve its database. Steadier than the wall clock on a shared machine.</summary>
/// <param name="Server">Null where the server runs on another machine, or shows its processes to nobody.</param>
internal sealed record CpuClock(TimeSpan Process, TimeSpan? Server)
{
    const int TicksPerSecond = 100; // USER_HZ, the unit of /proc/<pid>/stat on Linux

    public static async Task<CpuClock> ReadAsync(string connectionString, CancellationToken cancellationToken)
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return new CpuClock(self.TotalProcessorTime, await ReadServerAsync(connectionString, cancellationToken));
    }

    static async Task<TimeSpan?> ReadServerAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        if (connection.Host is not ("localhost" or "127.0.0.1" or "::1" or ['/', ..])) return null;
        await using var command = new NpgsqlCommand("SELECT pid FROM pg_stat_activity WHERE datname = current_database()", connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        TimeSpan sum = TimeSpan.Zero;
        while (await reader.ReadAsync(cancellationToken))
        {
            string file = $"/proc/{reader.GetInt32(0)}/stat";
            if (!File.Exists(file)) return null;
            string stat = await File.ReadAllTextAsync(file, cancellationToken);
            // After the name in parentheses, fields 12 and 13 (of the rest) are the ticks in user and in kernel mode.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            long ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            sum += TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
        }

        return sum;
    }
}
