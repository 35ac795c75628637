namespace Orchestrator.Database.Migrations;

/// <summary>What the database says about its schema; read from the migrator's own tables.</summary>
/// <param name="Applied">Migrations by number: name and checksum.</param>
/// <param name="Logic">Null before the first logic was applied.</param>
sealed record SchemaVersion(IReadOnlyDictionary<int, AppliedMigration> Applied, AppliedLogic? Logic)
{
    /// <summary>Zero for an empty database.</summary>
    public int LatestNumber => Applied.Count == 0 ? 0 : Applied.Keys.Max();

    /// <returns>Why this build must not touch the schema; null when it may bring it up to date.</returns>
    public string? RefusalFor(SchemaScripts build)
    {
        if (LatestNumber > build.LatestNumber)
        {
            return $"The database is at migration {LatestNumber}, this build knows {build.LatestNumber}: use the newer build";
        }

        if (Logic?.Product > build.Product)
        {
            return $"The database's logic was applied by version {Logic.Product}, this build is {build.Product}: use the newer build";
        }

        SchemaScript? changed = build.Migrations.FirstOrDefault(m =>
            Applied.TryGetValue(m.Number, out AppliedMigration? applied) && applied.Checksum != m.Checksum);
        return changed is null
            ? null
            : $"Migration {changed.Name} was changed after it was applied (as {Applied[changed.Number].Name}): migrations are frozen, add a new one";
    }

    /// <returns>How the database differs from the build; null when it is exactly the build's.</returns>
    public string? DifferenceTo(SchemaScripts build) => RefusalFor(build) switch
    {
        string refusal => refusal,
        _ when LatestNumber < build.LatestNumber =>
            $"The database is at migration {LatestNumber}, this build needs {build.LatestNumber}: run 'orchestrator db migrate'",
        _ when Logic is null => "The database has no logic yet: run 'orchestrator db migrate'",
        _ when Logic.Checksum != build.LogicChecksum =>
            $"The database's logic (of version {Logic.Product}) is not this build's ({build.Product}): run 'orchestrator db migrate'",
        _ => null,
    };
}

sealed record AppliedMigration(string Name, string Checksum);

sealed record AppliedLogic(Version Product, string Checksum);
