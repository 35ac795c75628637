using Microsoft.AspNetCore.Http;
using Orchestrator.Core.Validation;

namespace Orchestrator.Functions.Http;

/// <summary>Errors of the HTTP triggers, as <c>application/problem+json</c> (RFC 9457).</summary>
static class Problems
{
    public static IResult Invalid(InvalidRequestException error) => Results.Problem(
        statusCode: StatusCodes.Status400BadRequest,
        title: "The request cannot be read.",
        detail: error.Message,
        extensions: new Dictionary<string, object?> { ["violations"] = error.Violations });

    public static IResult UnknownOrchestrator(string name) =>
        Results.Problem(statusCode: StatusCodes.Status404NotFound, title: $"No orchestrator {name} may be started here.");

    public static IResult NoInstance(string instanceId) =>
        Results.Problem(statusCode: StatusCodes.Status404NotFound, title: $"There is no instance {instanceId}.");

    public static IResult HasEnded(string instanceId, string status) =>
        Results.Problem(statusCode: StatusCodes.Status410Gone, title: $"Instance {instanceId} has ended: {status}.");

    public static IResult Unavailable(string reason) =>
        Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not available now.", detail: reason);

    public static IResult Status(int status, string reason) => Results.Problem(statusCode: status, title: reason);
}
