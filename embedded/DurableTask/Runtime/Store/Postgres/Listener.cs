using Npgsql;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>One connection that listens to the hub's channel. A broken one is replaced after a second.</summary>
/// <param name="ownEnds">What this process sends itself and need not hear: with thousands who wait, asking each whether it is meant costs more than the work.</param>
internal sealed class Listener(NpgsqlDataSource dataSource, int hubId, string ownEnds, TimeProvider time, Action<Wakeup> receive)
{
    const int ProbeSeconds = 5;
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A network that drops everything closes nothing: only a question finds out.</summary>
    static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(15);

    public static string Channel(int hubId) => $"durable_{hubId}";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(cancellationToken);
            }
            catch (Exception e) when ((e is NpgsqlException || PostgresFaults.IsOutcomeUnknown(e)) && !cancellationToken.IsCancellationRequested)
            {
                // Hints are lost meanwhile; whoever waits also polls.
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, notification) =>
        {
            if (notification.Payload != ownEnds) receive(new Wakeup(int.TryParse(notification.Payload, out int partition) ? partition : null));
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel(hubId)}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        try
        {
            while (true)
            {
                if (await connection.WaitAsync(ProbeInterval, cancellationToken)) continue;
                await using var probe = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = ProbeSeconds };
                await probe.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        finally
        {
            // The connection must not go back to the pool with its subscription.
            NpgsqlConnection.ClearPool(connection);
        }
    }
}
