using System.Text.Json;

namespace Microsoft.DurableTask.Runtime.History;

/// <summary>An exception as it crosses an activity's or a sub-orchestration's border and survives in history.</summary>
/// <param name="ErrorType">Full name of the exception type.</param>
/// <param name="IsNonRetriable">True when trying again cannot help (nothing registered under the name): retry policies give up at once.</param>
internal sealed record Failure(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace = null,
    Failure? Inner = null,
    IReadOnlyDictionary<string, JsonElement>? Properties = null,
    bool IsNonRetriable = false);
