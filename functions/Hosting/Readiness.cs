using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Database.Migrations;
using Orchestrator.Functions.Llm;

namespace Orchestrator.Functions.Hosting;

/// <summary>Says at start, and whoever asks later, whether this host can work: the schema must be the one it was built for.</summary>
public sealed class Readiness(SchemaCheck schema, WorkerIdentity worker, LlmSettings llm, ILogger<Readiness> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await FindObstacleAsync(cancellationToken) is { } reason)
        {
            FunctionsLog.NotReady(logger, reason);
        }
        else
        {
            FunctionsLog.Ready(logger, worker.Id, llm.IsSimulated ? SimulatedChatClient.Provider : llm.Endpoint.Host);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <returns>Null when there is none.</returns>
    public async Task<string?> FindObstacleAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await schema.FindDifferenceAsync(cancellationToken);
        }
        catch (Exception e) when (e is DbException or TimeoutException)
        {
            // Anybody may ask; the driver's words name hosts and accounts, so they stay in the log.
            FunctionsLog.DatabaseUnreachable(logger, e);
            return $"The database cannot be reached ({(e as DbException)?.SqlState ?? e.GetType().Name}); this host's log says why.";
        }
    }
}
