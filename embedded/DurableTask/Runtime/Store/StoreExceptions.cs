namespace Microsoft.DurableTask.Runtime.Store;

/// <summary>The schema is missing or older than this runtime, and the account may not create it: a function host with one that may does, once.</summary>
internal sealed class HubSchemaMissingException(string message, Exception? inner = null) : InvalidOperationException(message, inner);

/// <summary>Another process has taken the partition; nothing was written.</summary>
internal sealed class LeaseLostException(string message, Exception? inner = null) : InvalidOperationException(message, inner);

/// <summary>The store refused a commit as a whole; nothing was written.</summary>
internal sealed class CommitRefusedException(string message, bool isTransient, Exception? inner = null, bool isTooMuchAtOnce = false)
    : InvalidOperationException(message, inner)
{
    /// <summary>True when the same commit may pass later (deadlock, serialization, disk full); false when some turn in it is at fault.</summary>
    public bool IsTransient { get; } = isTransient;

    /// <summary>True when fewer turns in one commit may pass now.</summary>
    public bool IsTooMuchAtOnce { get; } = isTooMuchAtOnce;
}

/// <summary>The connection broke during a commit: its outcome is unknown until the partition is acquired and loaded again.</summary>
internal sealed class CommitUnknownException(string message, Exception? inner = null) : IOException(message, inner);

/// <summary>A client's request was sent and no answer came: it may have been written or not.</summary>
internal sealed class OutcomeUnknownException(string request, Exception? inner = null)
    : IOException(
        $"The connection to the database broke before it answered; whether {request} is unknown. "
        + "A start under an id of your own may be repeated; an event may then arrive twice.", inner);
