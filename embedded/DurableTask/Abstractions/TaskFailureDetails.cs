using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>A failure as a record that survives history: exceptions themselves never cross it.</summary>
/// <param name="ErrorType">The exception type's full name.</param>
/// <param name="Properties">What an <see cref="Worker.IExceptionPropertiesProvider"/> added.</param>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    Type? _exceptionType;

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    public bool IsCausedBy<T>() where T : Exception => IsCausedBy(typeof(T));

    /// <summary>Whether the failure is of this type or derived from it; an error type that no loaded assembly knows is of no type.</summary>
    /// <exception cref="ArgumentException">The type is no exception type.</exception>
    /// <exception cref="AmbiguousMatchException">Several loaded assemblies know a type of that name, and the target's is none of them.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
            throw new ArgumentException($"The type {targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));
        if (string.IsNullOrEmpty(ErrorType))
            return false;
        _exceptionType ??= Type.GetType(ErrorType, throwOnError: false)
            ?? targetBaseExceptionType.Assembly.GetType(ErrorType, throwOnError: false)
            ?? FindInLoadedAssemblies();
        return _exceptionType is not null && targetBaseExceptionType.IsAssignableFrom(_exceptionType);
    }

    /// <summary>The exception and its causes. A <see cref="TaskFailedException"/> that came out of history carries its cause as details.</summary>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        TaskFailureDetails? inner = exception switch
        {
            { InnerException: { } cause } => FromException(cause),
            TaskFailedException failed => failed.FailureDetails,
            _ => null,
        };
        return new(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, Properties: null);
    }

    Type? FindInLoadedAssemblies()
    {
        Type[] matches = [.. AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(ErrorType, throwOnError: false)).OfType<Type>()];
        return matches.Length > 1
            ? throw new AmbiguousMatchException($"Several loaded assemblies have an exception type '{ErrorType}'.")
            : matches.SingleOrDefault();
    }
}
