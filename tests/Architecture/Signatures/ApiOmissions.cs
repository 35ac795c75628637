namespace Orchestrator.Architecture.Tests.Signatures;

/// <summary>
/// Lines of the real packages that an embedded assembly does without (<c>embedded/api/not-declared.txt</c>): groups that an empty line
/// ends, each below its reason, one or more lines that begin with <c>#</c>.
/// </summary>
static class ApiOmissions
{
    /// <exception cref="FormatException">A group has no reason above it, or a line stands there twice.</exception>
    public static IReadOnlySet<string> Parse(IEnumerable<string> lines)
    {
        var entries = new HashSet<string>(StringComparer.Ordinal);
        bool reasoned = false;
        foreach (string line in lines.Select(line => line.Trim()))
        {
            if (line.Length == 0)
            {
                reasoned = false;
            }
            else if (line.StartsWith('#'))
            {
                reasoned |= line.TrimStart('#', ' ').Length > 0;
            }
            else if (!reasoned)
            {
                throw new FormatException($"No reason above what is not declared: {line}");
            }
            else if (!entries.Add(line))
            {
                throw new FormatException($"Listed twice: {line}");
            }
        }

        return entries;
    }
}
