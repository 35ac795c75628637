namespace Orchestrator.Architecture.Tests.Signatures;

/// <summary>
/// Lines that an embedded assembly may have although no list does (<c>embedded/api/exceptions.txt</c>). Each entry stands
/// below its reason, one or more lines that begin with <c>#</c>.
/// </summary>
static class ApiExceptions
{
    /// <exception cref="FormatException">An entry has no reason right above it, or stands there twice.</exception>
    public static IReadOnlySet<string> Parse(IEnumerable<string> lines)
    {
        var entries = new HashSet<string>(StringComparer.Ordinal);
        bool reasoned = false;
        foreach (string line in lines.Select(line => line.Trim()))
        {
            if (line.StartsWith('#'))
            {
                reasoned |= line.TrimStart('#', ' ').Length > 0;
                continue;
            }

            if (line.Length > 0)
            {
                if (!reasoned)
                {
                    throw new FormatException($"No reason above the exception: {line}");
                }

                if (!entries.Add(line))
                {
                    throw new FormatException($"Listed twice: {line}");
                }
            }

            reasoned = false;
        }

        return entries;
    }
}
