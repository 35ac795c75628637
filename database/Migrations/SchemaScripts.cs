using System.Reflection;

namespace Orchestrator.Database.Migrations;

/// <summary>The SQL that a build brings: numbered migrations, and logic that is applied whole.</summary>
/// <param name="Product">The build's version: a build never applies its logic over that of a later one.</param>
sealed record SchemaScripts(IReadOnlyList<SchemaScript> Migrations, IReadOnlyList<SchemaScript> Logic, Version Product)
{
    const string MigrationFolder = ".migrations.";
    const string LogicFolder = ".logic.";

    /// <summary>Of this assembly, read once.</summary>
    public static SchemaScripts Embedded { get; } = Read(typeof(SchemaScripts).Assembly);

    public int LatestNumber => Migrations.Count == 0 ? 0 : Migrations[^1].Number;

    public string LogicChecksum => SchemaScript.HashOf(string.Join('\n', Logic.Select(s => $"{s.Name} {s.Checksum}")));

    static SchemaScripts Read(Assembly assembly)
    {
        SchemaScript[] migrations = ReadFolder(assembly, MigrationFolder);
        for (int i = 0; i < migrations.Length; i++)
        {
            if (migrations[i].Number != i + 1)
            {
                throw new InvalidDataException($"Migrations must be numbered 1, 2, 3, ...: '{migrations[i].Name}' is number {i + 1}");
            }
        }

        SchemaScript[] logic = [.. ReadFolder(assembly, LogicFolder).Append(TransitionScript.Create()).OrderBy(s => s.Name, StringComparer.Ordinal)];
        return new SchemaScripts(migrations, logic, assembly.GetName().Version ?? new Version(0, 0));
    }

    static SchemaScript[] ReadFolder(Assembly assembly, string folder) =>
    [
        .. from resource in assembly.GetManifestResourceNames()
           let at = resource.IndexOf(folder, StringComparison.Ordinal)
           where at >= 0 && resource.EndsWith(".sql", StringComparison.Ordinal)
           let name = resource[(at + folder.Length)..]
           orderby name
           select new SchemaScript(name, ReadText(assembly, resource)),
    ];

    static string ReadText(Assembly assembly, string resource)
    {
        using Stream stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
