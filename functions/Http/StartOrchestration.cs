using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Validation;
using Orchestrator.Functions.Orchestration;

namespace Orchestrator.Functions.Http;

/// <summary>HTTP starters. Starting what exists already, running or ended, succeeds and changes nothing.</summary>
public sealed class StartOrchestration(OrchestrationAnnouncements announcements, ILogger<StartOrchestration> logger)
{
    const int StartsMax = 50;

    [Function(nameof(StartOrchestration))]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = FunctionRoutes.Start)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string name,
        string instanceId,
        CancellationToken cancellationToken)
    {
        if (!OrchestratorCatalog.Contains(name))
        {
            return Problems.UnknownOrchestrator(name);
        }

        try
        {
            JsonElement? body = await RequestBody.ReadAsync(request, cancellationToken);
            object input = OrchestratorCatalog.ReadInput(name, instanceId, body);
            StartOutcome outcome = await new DurableClientStarter(client, logger).StartAsync(name, instanceId, input, cancellationToken);
            return Failure(outcome) ?? Results.Json(ResultOf(instanceId, outcome), statusCode: StatusCodes.Status202Accepted);
        }
        catch (InvalidRequestException e)
        {
            return Problems.Invalid(e);
        }
    }

    [Function("StartOrchestrations")]
    public async Task<IResult> StartManyAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = FunctionRoutes.StartMany)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string name,
        CancellationToken cancellationToken)
    {
        if (!OrchestratorCatalog.Contains(name))
        {
            return Problems.UnknownOrchestrator(name);
        }

        try
        {
            StartManyRequest many = await RequestBody.ReadAsync<StartManyRequest>(request, cancellationToken);
            List<(string InstanceId, object Input)> starts = ReadStarts(name, many);
            var starter = new DurableClientStarter(client, logger);
            announcements.BatchPrepared(name, starts.Count);
            StartOutcome[] outcomes = await Task.WhenAll(
                starts.Select(s => starter.StartAsync(name, s.InstanceId, s.Input, cancellationToken)));
            announcements.BatchStarted(name, outcomes.Count(o => o is StartOutcome.Started));
            return outcomes.Select(Failure).FirstOrDefault(f => f is not null)
                ?? Results.Json(starts.Zip(outcomes, (s, o) => ResultOf(s.InstanceId, o)), statusCode: StatusCodes.Status202Accepted);
        }
        catch (InvalidRequestException e)
        {
            return Problems.Invalid(e);
        }
    }

    /// <summary>All are checked before the first is started.</summary>
    static List<(string InstanceId, object Input)> ReadStarts(string name, StartManyRequest many)
    {
        if (many.Starts is not { Count: >= 1 and <= StartsMax })
        {
            throw new InvalidRequestException("starts", $"must hold 1 to {StartsMax}");
        }

        List<(string, object)> starts = [];
        for (int i = 0; i < many.Starts.Count; i++)
        {
            try
            {
                StartManyEntry entry = many.Starts[i];
                starts.Add((entry.InstanceId, OrchestratorCatalog.ReadInput(name, entry.InstanceId ?? "", entry.Input)));
            }
            catch (InvalidRequestException e)
            {
                throw new InvalidRequestException(
                    [.. e.Violations.Select(v => new FieldViolation($"starts[{i}].{v.Field}", v.Description))]);
            }
        }

        return starts;
    }

    StartResult ResultOf(string instanceId, StartOutcome outcome)
    {
        bool alreadyExisted = ((StartOutcome.Started)outcome).AlreadyExisted;
        if (!alreadyExisted)
        {
            announcements.Requested(instanceId);
        }

        return new StartResult(instanceId, alreadyExisted);
    }

    static IResult? Failure(StartOutcome outcome) => outcome switch
    {
        StartOutcome.Unreachable unreachable => Problems.Unavailable(unreachable.Reason),
        StartOutcome.Refused refused => Problems.Status(refused.HttpStatus, refused.Reason),
        _ => null,
    };
}
