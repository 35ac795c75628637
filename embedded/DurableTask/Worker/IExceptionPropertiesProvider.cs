namespace Microsoft.DurableTask.Worker;

/// <summary>Adds an application's own facts to the failures that history keeps.</summary>
public interface IExceptionPropertiesProvider
{
    /// <returns>Null: none for this exception.</returns>
    IDictionary<string, object?>? GetExceptionProperties(Exception exception);
}
