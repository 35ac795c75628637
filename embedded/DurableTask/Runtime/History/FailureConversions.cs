using System.Text.Json;
using Microsoft.DurableTask.Worker;

namespace Microsoft.DurableTask.Runtime.History;

/// <summary>Between exceptions, what history keeps of them, and what callers see.</summary>
internal static class FailureConversions
{
    public static Failure FromException(Exception exception, IExceptionPropertiesProvider? properties = null)
    {
        Failure? inner = exception switch
        {
            TaskFailedException failed => failed.FailureDetails.ToFailure(),
            { InnerException: { } cause } => FromException(cause, properties),
            _ => null,
        };
        // A failed call's own properties are those of the failure that it carries.
        Dictionary<string, JsonElement>? own = exception is TaskFailedException carried
            ? ToJson(carried.FailureDetails.Properties)
            : ToJson(properties?.GetExceptionProperties(exception));
        return new Failure(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, own);
    }

    public static Failure ToFailure(this TaskFailureDetails details) => new(
        details.ErrorType, details.ErrorMessage, details.StackTrace, details.InnerFailure?.ToFailure(), ToJson(details.Properties));

    public static TaskFailureDetails ToDetails(this Failure failure) => new(
        failure.ErrorType,
        failure.ErrorMessage,
        failure.StackTrace,
        failure.Inner?.ToDetails(),
        failure.Properties?.ToDictionary(p => p.Key, p => ToObject(p.Value)));

    static Dictionary<string, JsonElement>? ToJson(IDictionary<string, object?>? properties) =>
        properties is { Count: > 0 } ? properties.ToDictionary(p => p.Key, p => JsonSerializer.SerializeToElement(p.Value)) : null;

    static object? ToObject(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        // Every number, as the real client reads them out of protobuf's Value.
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => value,
    };
}
