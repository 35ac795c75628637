using System.Text.Json.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The addresses under which an instance is queried and steered, keys included: not for strangers.</summary>
public class HttpManagementPayload
{
    [JsonInclude, JsonPropertyName("id")]
    public string? Id { get; internal set; }

    [JsonInclude, JsonPropertyName("statusQueryGetUri")]
    public string? StatusQueryGetUri { get; internal set; }

    /// <summary>With <c>{eventName}</c> to fill in.</summary>
    [JsonInclude, JsonPropertyName("sendEventPostUri")]
    public string? SendEventPostUri { get; internal set; }

    [JsonInclude, JsonPropertyName("terminatePostUri")]
    public string? TerminatePostUri { get; internal set; }

    [JsonInclude, JsonPropertyName("rewindPostUri")]
    public string? RewindPostUri { get; internal set; }

    [JsonInclude, JsonPropertyName("purgeHistoryDeleteUri")]
    public string? PurgeHistoryDeleteUri { get; internal set; }

    [JsonInclude, JsonPropertyName("restartPostUri")]
    public string? RestartPostUri { get; internal set; }

    [JsonInclude, JsonPropertyName("suspendPostUri")]
    public string? SuspendPostUri { get; internal set; }

    [JsonInclude, JsonPropertyName("resumePostUri")]
    public string? ResumePostUri { get; internal set; }
}
