using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orchestrator.Core.Access;

namespace Orchestrator.Database.Events;

/// <summary>
/// One LISTEN connection of the process. Wakes the readers at each notification, after each reconnection (something may have
/// happened meanwhile), and once a second in any case. Tells too of API keys that were revoked.
/// </summary>
sealed class EventListener(
    NpgsqlDataSource dataSource, EventSignal signal, ApiKeyChanges apiKeys, TimeProvider timeProvider, ILogger<EventListener> logger) : BackgroundService
{
    static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    // The first of the two to end has failed or was stopped: the host hears of it either way.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await await Task.WhenAny(PollAsync(stoppingToken), ListenAsync(stoppingToken));

    async Task PollAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(PollInterval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            signal.Wake();
        }
    }

    async Task ListenAsync(CancellationToken stoppingToken)
    {
        TimeSpan delay = FirstDelay;
        while (true)
        {
            try
            {
                await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(stoppingToken);
                connection.Notification += TellOfApiKey;
                await using (var listen = new NpgsqlCommand($"LISTEN {EventChannel.Name}; LISTEN {ApiKeyChannel.Name}", connection))
                {
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                }

                DatabaseLog.Listening(logger, EventChannel.Name);
                delay = FirstDelay;
                while (true)
                {
                    signal.Wake();
                    await connection.WaitAsync(stoppingToken);
                }
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                DatabaseLog.ListenerLost(logger, e, delay);
                await Task.Delay(delay, timeProvider, stoppingToken);
                delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
            }
        }
    }

    void TellOfApiKey(object sender, NpgsqlNotificationEventArgs notification)
    {
        if (notification.Channel == ApiKeyChannel.Name)
        {
            apiKeys.Tell(notification.Payload);
        }
    }
}
