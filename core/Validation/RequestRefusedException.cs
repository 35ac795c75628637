namespace Orchestrator.Core.Validation;

/// <summary>
/// A well-formed request that cannot be granted as things are. What kind of refusal it is says the subclass; the gateway
/// maps each to its gRPC status.
/// </summary>
/// <param name="reason">Stable, upper snake case, for programs: <c>TASK_NOT_FOUND</c>.</param>
/// <param name="details">Ids and names that the reason is about.</param>
public abstract class RequestRefusedException(
    string reason, string message, IReadOnlyDictionary<string, string> details) : Exception(message)
{
    public string Reason => reason;

    public IReadOnlyDictionary<string, string> Details => details;
}

/// <summary>What the request is about is not there. The gateway answers NOT_FOUND.</summary>
/// <inheritdoc cref="RequestRefusedException(string, string, IReadOnlyDictionary{string, string})"/>
public abstract class NotFoundException(string reason, string message, IReadOnlyDictionary<string, string> details)
    : RequestRefusedException(reason, message, details);

/// <summary>Something else has the name or key already. The gateway answers ALREADY_EXISTS.</summary>
/// <inheritdoc cref="RequestRefusedException(string, string, IReadOnlyDictionary{string, string})"/>
public abstract class AlreadyExistsException(string reason, string message, IReadOnlyDictionary<string, string> details)
    : RequestRefusedException(reason, message, details);
