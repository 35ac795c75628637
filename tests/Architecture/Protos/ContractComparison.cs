namespace Orchestrator.Architecture.Tests.Protos;

/// <summary>Holds a contract against an older one. What is added is no matter; what is removed or changed breaks a client.</summary>
static class ContractComparison
{
    public static IEnumerable<string> Incompatibilities(IEnumerable<string> baseline, IEnumerable<string> current)
    {
        Dictionary<string, string> now = current.Select(Split).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. from fact in baseline.Select(Split)
               let today = now.GetValueOrDefault(fact.Key)
               where today != fact.Value
               select today is null ? $"{fact.Key} was removed (it was {Shown(fact.Value)})" : $"{fact.Key} was {Shown(fact.Value)} and is {Shown(today)}",
        ];
    }

    static string Shown(string value) => value.Length > 0 ? value : "there";

    static KeyValuePair<string, string> Split(string line)
    {
        int at = line.IndexOf(" =", StringComparison.Ordinal);
        return at > 0 ? new(line[..at], line[(at + 2)..].Trim()) : throw new FormatException($"Not a line of the baseline: {line}");
    }
}
