namespace Orchestrator.Architecture.Tests.Signatures;

/// <summary>Holds what we declare against what the real packages declare: never other or more, and less only where a list says so.</summary>
static class ApiComparison
{
    public static IReadOnlyList<ApiDifference> Compare(IEnumerable<string> ours, IEnumerable<string> real)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in real)
        {
            known[Canonical(line)] = line;
        }

        return [.. ours.Where(line => !known.ContainsKey(Canonical(line))).Select(line => new ApiDifference(line, NearestTo(line, known.Values)))];
    }

    /// <returns>The real lines that ours lack.</returns>
    public static IReadOnlyList<string> Missing(IEnumerable<string> ours, IEnumerable<string> real)
    {
        HashSet<string> declared = [.. ours.Select(Canonical)];
        return [.. real.Where(line => !declared.Contains(Canonical(line)))];
    }

    /// <summary>The line with its bases in ordinal order: in which order a printer wrote the interfaces depends on its culture.</summary>
    static string Canonical(string line)
    {
        int colon = line.IndexOf(" : ", StringComparison.Ordinal);
        int where = line.IndexOf(" where ", StringComparison.Ordinal);
        if (colon < 0 || line.Contains(" :: ", StringComparison.Ordinal) || (where >= 0 && where < colon))
        {
            return line;
        }

        string constraints = where < 0 ? "" : line[where..];
        string bases = line[(colon + 3)..(where < 0 ? line.Length : where)];
        return $"{line[..colon]} : {string.Join(", ", SplitOutsideBrackets(bases).Order(StringComparer.Ordinal))}{constraints}";
    }

    static IEnumerable<string> SplitOutsideBrackets(string list)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.Length; i++)
        {
            depth += list[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (list[i] == ',' && depth == 0)
            {
                yield return list[start..i];
                start = i + 2;
            }
        }

        yield return list[start..];
    }

    /// <summary>Among the lines of the same type those of the same member, else all of the type; for a type, the types of the same name.</summary>
    static string? NearestTo(string line, IEnumerable<string> real)
    {
        string owner = OwnerOf(line);
        string member = MemberOf(line);
        string[] sameOwner = [.. real.Where(candidate => OwnerOf(candidate) == owner)];
        string[] sameMember = [.. sameOwner.Where(candidate => MemberOf(candidate) == member)];
        string[] candidates = sameMember.Length > 0 ? sameMember : sameOwner;
        return candidates.MinBy(candidate => EditDistance(line, candidate));
    }

    /// <summary>The type that a member's or enum value's line belongs to; a type's own line belongs to its simple name.</summary>
    static string OwnerOf(string line)
    {
        int separator = line.IndexOf(" :: ", StringComparison.Ordinal);
        if (separator >= 0)
        {
            return line[..separator];
        }

        int value = line.IndexOf(" = ", StringComparison.Ordinal);
        if (value >= 0 && !line.Contains('(', StringComparison.Ordinal))
        {
            return line[..line.LastIndexOf('.', value)];
        }

        string head = line.Split('(')[0].Split(" : ")[0].Split(" where ")[0];
        return "type " + head[(head.Split('<')[0].LastIndexOfAny([' ', '.']) + 1)..];
    }

    static string MemberOf(string line)
    {
        int separator = line.IndexOf(" :: ", StringComparison.Ordinal);
        string head = separator < 0 ? line : line[(separator + 4)..].Split('(')[0].Split(" { ")[0].Split(" = ")[0];
        return head[(head.Split('<')[0].LastIndexOf(' ') + 1)..].Split('<')[0];
    }

    /// <summary>Levenshtein's distance, two rows at a time.</summary>
    static int EditDistance(string left, string right)
    {
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        int[] current = new int[right.Length + 1];
        for (int i = 0; i < left.Length; i++)
        {
            current[0] = i + 1;
            for (int j = 0; j < right.Length; j++)
            {
                int replaced = previous[j] + (left[i] == right[j] ? 0 : 1);
                current[j + 1] = Math.Min(replaced, Math.Min(previous[j + 1], current[j]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
