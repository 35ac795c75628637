namespace Orchestrator.Database.Migrations;

/// <summary>The schema cannot be brought to this build's version; the message says why and what to do.</summary>
public sealed class SchemaMigrationException(string message, Exception? cause = null) : Exception(message, cause);
