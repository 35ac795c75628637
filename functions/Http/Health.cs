using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Orchestrator.Functions.Hosting;

namespace Orchestrator.Functions.Http;

/// <summary>Whether this host runs, and whether it can work. Open to everybody: platforms ask without a key.</summary>
public sealed class Health(Readiness readiness)
{
    [Function("HealthLive")]
    public static IResult Live(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) => Results.Text("live");

    [Function("HealthReady")]
    public async Task<IResult> ReadyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request,
        CancellationToken cancellationToken) =>
        await readiness.FindObstacleAsync(cancellationToken) is { } reason ? Problems.Unavailable(reason) : Results.Text("ready");
}
