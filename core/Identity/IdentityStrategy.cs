namespace Orchestrator.Core.Identity;

/// <summary>How the same request is told from another one.</summary>
public enum IdentityStrategy
{
    /// <summary>By the idempotency key where there is one; else every call makes a new object.</summary>
    Unspecified,

    /// <summary>Every call makes a new object.</summary>
    None,

    /// <summary>By the idempotency key, which must be given.</summary>
    CallerKey,

    /// <summary>By a hash of what is asked for, by whom, and the minute of the call.</summary>
    Content,
}
