using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>An instance in the management API's words. A failed instance's output is its failure's message.</summary>
sealed record InstanceStatusPayload(
    string Name,
    string InstanceId,
    string RuntimeStatus,
    JsonElement? Input,
    JsonElement? CustomStatus,
    JsonElement? Output,
    string CreatedTime,
    string LastUpdatedTime)
{
    /// <summary>Null: not asked for, or the instance is pending.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonArray? HistoryEvents { get; init; }

    public static InstanceStatusPayload From(OrchestrationMetadata instance, bool showInput) => new(
        instance.Name,
        instance.InstanceId,
        instance.RuntimeStatus.ToString(),
        showInput ? Raw(instance.SerializedInput) : null,
        Raw(instance.SerializedCustomStatus),
        Raw(instance.SerializedOutput) ?? (instance.FailureDetails is { } failure ? JsonSerializer.SerializeToElement(failure.ErrorMessage) : null),
        Time(instance.CreatedAt),
        Time(instance.LastUpdatedAt));

    static JsonElement? Raw(string? json) => json is null ? null : JsonText.ToElement(json);

    static string Time(DateTimeOffset time) => $"{time.UtcDateTime:s}Z";
}
