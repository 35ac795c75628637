using System.Data.Common;
using Orchestrator.Database.Migrations;
using Orchestrator.Gateway.Functions;

namespace Orchestrator.Gateway.Health;

/// <summary>
/// Ready: the database can be reached and has this build's schema. The function host is told of but does not decide: without
/// it tasks are accepted and wait.
/// </summary>
sealed class ReadinessCheck(SchemaCheck schema, FunctionHostClient functions, ILogger<ReadinessCheck> logger)
{
    const string Ok = "ok";

    public async Task<Readiness> FindAsync(CancellationToken cancellationToken)
    {
        Task<string> functionHost = functions.DescribeAsync(cancellationToken);
        string database = await DescribeDatabaseAsync(cancellationToken);
        return new Readiness(database == Ok, database, await functionHost);
    }

    async Task<string> DescribeDatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await schema.FindDifferenceAsync(cancellationToken) ?? Ok;
        }
        catch (Exception e) when (e is DbException or TimeoutException)
        {
            // Anybody may ask; the driver's words name hosts and accounts, so they stay in the log.
            GatewayLog.DatabaseUnreachable(logger, e);
            return $"unreachable ({(e as DbException)?.SqlState ?? e.GetType().Name}): the gateway's log says why";
        }
    }
}

/// <param name="Database"><c>ok</c>, or what is wrong and what to do about it.</param>
/// <param name="Functions"><c>reachable</c>, or why not.</param>
sealed record Readiness(bool Ready, string Database, string Functions);
