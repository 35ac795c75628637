using Orchestrator.Cli.Db;
using Orchestrator.Cli.Postgres;
using Orchestrator.Cli.Terminals;

namespace Orchestrator.Cli.Up;

/// <summary>
/// The session's database: started and migrated, and stopped at the end when a session started it (this one, or one that
/// was killed). A server that <c>db start</c> started keeps running.
/// </summary>
internal sealed class UpDatabase(UpOptions options, Terminal terminal, TimeProvider timeProvider)
{
    readonly DatabaseSource _source = new(
        LocalPostgres.Of(options.Home, timeProvider, terminal.Say), Environment.GetEnvironmentVariable(DatabaseSource.Variable));

    string OwnedMark => Path.Combine(options.StateFolder, "up-started-postgres");

    /// <returns>The connection string.</returns>
    public async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        DatabaseConnection database = await _source.StartAsync(new ClusterSettings(options.DatabasePort), cancellationToken);
        if (database.StartedHere)
            await File.WriteAllTextAsync(OwnedMark, "", cancellationToken);
        terminal.Say(database.Description);
        await SchemaMigration.RunAsync(database.ConnectionString, terminal.Say, cancellationToken);
        return database.ConnectionString;
    }

    public async Task StopAsync()
    {
        if (!File.Exists(OwnedMark))
            return;

        await _source.StopAsync(CancellationToken.None);
        File.Delete(OwnedMark);
        terminal.Say("PostgreSQL stopped.");
    }
}
