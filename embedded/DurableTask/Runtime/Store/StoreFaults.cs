using System.Data.Common;

namespace Microsoft.DurableTask.Runtime.Store;

/// <summary>Which errors of a store say nothing about the request.</summary>
internal static class StoreFaults
{
    /// <summary>A database that is away or busy; not one that has no such table or does not let us in (SQLSTATE classes 42 and 28).</summary>
    public static bool IsPassing(Exception error) => error switch
    {
        DbException { SqlState: { } state } => !state.StartsWith("42", StringComparison.Ordinal) && !state.StartsWith("28", StringComparison.Ordinal),
        DbException or IOException or TimeoutException => true,
        _ => false,
    };
}
