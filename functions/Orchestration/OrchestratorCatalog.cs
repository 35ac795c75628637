using System.Text.Json;
using Orchestrator.Core.Bulk;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Validation;

namespace Orchestrator.Functions.Orchestration;

/// <summary>The orchestrators that may be started from outside, and what their instances and inputs look like.</summary>
static class OrchestratorCatalog
{
    static readonly Dictionary<string, Func<string, JsonElement?, object>> Readers = new()
    {
        [RunTaskInput.Orchestrator] = ReadRunTask,
        [ChainRunInput.Orchestrator] = ReadRunChain,
        [BulkRunInput.Orchestrator] = ReadBulkRun,
    };

    public static bool Contains(string orchestrator) => Readers.ContainsKey(orchestrator);

    /// <returns>The input, to be handed to the durable client.</returns>
    /// <exception cref="InvalidRequestException">Names what is wrong with the instance id or the input.</exception>
    public static object ReadInput(string orchestrator, string instanceId, JsonElement? input) =>
        Readers[orchestrator](InstanceIds.Check(instanceId), input);

    static RunTaskInput ReadRunTask(string instanceId, JsonElement? json)
    {
        RunTaskInput input = Read<RunTaskInput>(RunTaskInput.Orchestrator, json);
        if (input.TimeLimit <= TimeSpan.Zero)
        {
            throw new InvalidRequestException("input.timeLimit", "must be longer than zero");
        }

        RequireInstance(instanceId, input.InstanceId);
        return input;
    }

    static ChainRunInput ReadRunChain(string instanceId, JsonElement? json)
    {
        ChainRunInput input = Read<ChainRunInput>(ChainRunInput.Orchestrator, json);
        RequireInstance(instanceId, input.InstanceId);
        return input;
    }

    static BulkRunInput ReadBulkRun(string instanceId, JsonElement? json)
    {
        BulkRunInput input = Read<BulkRunInput>(BulkRunInput.Orchestrator, json);
        RequireInstance(instanceId, input.InstanceId);
        return input;
    }

    static T Read<T>(string orchestrator, JsonElement? json)
        where T : class
    {
        try
        {
            return json?.Deserialize<T>(JsonSerializerOptions.Web) ?? throw new InvalidRequestException("input", "is missing");
        }
        catch (JsonException e)
        {
            throw new InvalidRequestException("input", $"is not a {orchestrator} input: {e.Message}");
        }
    }

    static void RequireInstance(string instanceId, string expected)
    {
        if (instanceId != expected)
        {
            throw new InvalidRequestException("instanceId", $"must be {expected}, the run of the input");
        }
    }
}
