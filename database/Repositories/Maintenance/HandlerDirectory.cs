using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orchestrator.Core.Execution.Handlers;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Repositories.Maintenance;

/// <summary>
/// The names by which tasks may ask for a handler, for a host that does not run them: the built-in ones, and what function hosts have
/// registered lately. Read every few seconds; while the database cannot be reached, the last ones stay.
/// </summary>
public sealed class HandlerDirectory(IHandlerRegistrations registrations, TimeProvider timeProvider, ILogger<HandlerDirectory> logger)
    : BackgroundService
{
    /// <summary>How long a handler stays known after its last host has gone: its tasks wait for the next one.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    volatile HashSet<string> _names = [.. HandlerNames.All];

    public bool Knows(string handler) => _names.Contains(handler);

    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<HandlerKey> found = await registrations.FindAsync(Memory, cancellationToken);
        _names = [.. HandlerNames.All, .. found.SelectMany(h => new[] { h.Name, h.WithVersion })];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await ReadAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                DatabaseLog.HandlersNotRead(logger, e);
            }

            await Task.Delay(Pause, timeProvider, stoppingToken);
        }
    }
}
