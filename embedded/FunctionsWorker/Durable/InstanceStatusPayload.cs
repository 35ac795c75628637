using System.Text.Json;
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
    public static InstanceStatusPayload From(OrchestrationMetadata instance, bool showInput) => new(
        instance.Name,
        instance.InstanceId,
        instance.RuntimeStatus.ToString(),
        showInput ? Raw(instance.SerializedInput) : null,
        Raw(instance.SerializedCustomStatus),
        Raw(instance.SerializedOutput) ?? (instance.FailureDetails is { } failure ? JsonSerializer.SerializeToElement(failure.ErrorMessage) : null),
        Time(instance.CreatedAt),
        Time(instance.LastUpdatedAt));

    static JsonElement? Raw(string? json)
    {
        if (json is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(json);
        }
        catch (JsonException)
        {
            // Another data converter wrote it: shown as the text that it is.
            return JsonSerializer.SerializeToElement(json);
        }
    }

    static string Time(DateTimeOffset time) => $"{time.UtcDateTime:s}Z";
}
