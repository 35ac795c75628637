using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Database.Migrations;

/// <summary>One SQL file of the build.</summary>
/// <param name="Name">File name without folder, e.g. <c>0001_tasks_and_events.sql</c>.</param>
sealed record SchemaScript(string Name, string Sql)
{
    /// <summary>SHA-256 in lower-case hex; line ends do not count, a checkout may change them.</summary>
    public string Checksum { get; } = HashOf(Sql);

    /// <summary>The number before the first underscore.</summary>
    /// <exception cref="InvalidDataException">The name does not begin with one.</exception>
    public int Number => int.TryParse(Name.Split('_')[0], out int number) && number > 0
        ? number
        : throw new InvalidDataException($"Migration '{Name}' must be named NNNN_what_it_does.sql");

    public static string HashOf(string sql) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql.ReplaceLineEndings("\n"))));
}
