namespace DurableTask.Core.Exceptions;

/// <summary>
/// A start met an instance of the same id, in a status that the start names as a dedupe status. From Microsoft.Azure.DurableTask.Core,
/// which Microsoft.DurableTask.Client brings along.
/// </summary>
public class OrchestrationAlreadyExistsException : InvalidOperationException
{
    public OrchestrationAlreadyExistsException()
    {
    }

    public OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }

    public OrchestrationAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
