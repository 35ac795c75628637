using Npgsql;

namespace Orchestrator.Database.Migrations;

/// <summary>
/// Another schema's SQL, applied by <see cref="SchemaMigrator"/> after its own and under the same lock (the embedded
/// runtime's hub, say). It must be safe to repeat and owns its transactions; a lock that it cannot get within the
/// connection's <c>lock_timeout</c> may be thrown as it comes, the migrator tries again.
/// </summary>
/// <param name="Name">For messages.</param>
public sealed record SchemaStep(string Name, Func<NpgsqlConnection, CancellationToken, Task> ApplyAsync);
