namespace Orchestrator.Cli.Postgres;

/// <summary>A line of /etc/passwd.</summary>
internal sealed record PasswdEntry(string Name, string UserId, string GroupId)
{
    const string File = "/etc/passwd";

    /// <summary>The first of the names that this machine knows; null when it knows none.</summary>
    public static async Task<PasswdEntry?> FindFirstAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        string[] lines = await System.IO.File.ReadAllLinesAsync(File, cancellationToken);
        return names.Select(name => Find(lines, name)).FirstOrDefault(entry => entry is not null);
    }

    static PasswdEntry? Find(string[] lines, string name) => lines
        .Select(line => line.Split(':'))
        .Where(fields => fields.Length >= 4 && fields[0] == name)
        .Select(fields => new PasswdEntry(fields[0], fields[2], fields[3]))
        .FirstOrDefault();
}
