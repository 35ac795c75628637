namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key a request needs.</summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous,

    /// <summary>As <see cref="Function"/>.</summary>
    User,

    /// <summary>The function key, or the master key.</summary>
    Function,

    /// <summary>The system key, or the master key.</summary>
    System,

    /// <summary>The master key.</summary>
    Admin,
}
