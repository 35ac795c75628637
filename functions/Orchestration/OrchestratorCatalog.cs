using System.Text.Json;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Validation;

namespace Orchestrator.Functions.Orchestration;

/// <summary>The orchestrators that may be started from outside, and what their instances and inputs look like.</summary>
static class OrchestratorCatalog
{
    static readonly Dictionary<string, Func<string, JsonElement?, object>> Readers = new()
    {
        [RunTaskInput.Orchestrator] = ReadRunTask,
    };

    public static bool Contains(string orchestrator) => Readers.ContainsKey(orchestrator);

    /// <returns>The input, to be handed to the durable client.</returns>
    /// <exception cref="InvalidRequestException">Names what is wrong with the instance id or the input.</exception>
    public static object ReadInput(string orchestrator, string instanceId, JsonElement? input) =>
        Readers[orchestrator](InstanceIds.Check(instanceId), input);

    static RunTaskInput ReadRunTask(string instanceId, JsonElement? json)
    {
        RunTaskInput? input;
        try
        {
            input = json?.Deserialize<RunTaskInput>(JsonSerializerOptions.Web);
        }
        catch (JsonException e)
        {
            throw new InvalidRequestException("input", $"is not a RunTask input: {e.Message}");
        }

        if (input is null)
        {
            throw new InvalidRequestException("input", "is missing");
        }

        if (input.TimeLimit <= TimeSpan.Zero)
        {
            throw new InvalidRequestException("input.timeLimit", "must be longer than zero");
        }

        return input.InstanceId == instanceId
            ? input
            : throw new InvalidRequestException("instanceId", $"must be {input.InstanceId}, the run of the input");
    }
}
