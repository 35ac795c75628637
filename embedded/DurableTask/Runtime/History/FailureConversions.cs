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
        return new Failure(
            exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, ToJson(properties?.GetExceptionProperties(exception)));
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
        JsonValueKind.Number => value.TryGetInt64(out long whole) ? whole : value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => value,
    };
}
