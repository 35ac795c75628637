using System.Net.Sockets;
using Npgsql;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>
/// What an error says about the statement that met it (SQLSTATE: PostgreSQL, appendix A). Only the classes that speak of the data are
/// the data's fault; whatever else it is (a full disk, a deadlock, a standby, a revoked right, a missing table) is the database's
/// condition, which passes or is mended while the same statement waits.
/// </summary>
internal static class PostgresFaults
{
    /// <summary>The session is over, perhaps after the commit: 57P the server goes away, 08 the connection does, FATAL whatever else ended it.</summary>
    public static bool IsSessionLost(PostgresException e) =>
        e.SqlState.StartsWith("57P", StringComparison.Ordinal) || e.SqlState.StartsWith("08", StringComparison.Ordinal)
        || e.InvariantSeverity is "FATAL" or "PANIC";

    /// <summary>
    /// 22 data exception, 23 constraint, 54 limit exceeded, P0 raised by a trigger; XX000 is how the server refuses an allocation over 1 GB.
    /// </summary>
    public static bool IsDataAtFault(PostgresException e) => e.SqlState is "XX000" || e.SqlState[..2] is "22" or "23" or "54" or "P0";

    /// <summary>57014 a timeout, 53200 out of memory: fewer rows at once may pass.</summary>
    public static bool IsTooMuchAtOnce(PostgresException e) => e.SqlState is PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.OutOfMemory;

    /// <summary>Nothing was written, and the same statement may pass at once: 40 serialization and deadlock, 55P03 lock timeout.</summary>
    public static bool IsConflict(Exception e) => e is PostgresException { SqlState: var state } && (state is "55P03" || state[..2] is "40");

    /// <summary>No answer came: the connection broke, or the time was up.</summary>
    public static bool IsOutcomeUnknown(Exception e) => e switch
    {
        PostgresException postgres => IsSessionLost(postgres),
        NpgsqlException or IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    /// <summary>What Npgsql throws, before the server can, for a value that has no encoding: a lone surrogate, an array over 2 GB.</summary>
    public static bool IsUnencodable(Exception e) =>
        e is ArgumentException or InvalidCastException or FormatException or OverflowException or NotSupportedException;
}
