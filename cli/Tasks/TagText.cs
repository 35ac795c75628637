using System.CommandLine;

namespace Orchestrator.Cli.Tasks;

/// <summary>Tags as people type them: <c>key=value</c>; a value may hold further equals signs.</summary>
internal static class TagText
{
    public static void Validate(Option<string[]> option) => option.Validators.Add(result =>
    {
        foreach (string tag in result.Tokens.Select(token => token.Value).Where(tag => tag.IndexOf('=', StringComparison.Ordinal) < 1))
            result.AddError($"{option.Name}: '{tag}' is not key=value.");
    });

    /// <returns>The last value of a key that was given twice.</returns>
    public static Dictionary<string, string> Read(IEnumerable<string>? tags)
    {
        var read = new Dictionary<string, string>();
        foreach (string tag in tags ?? [])
            read[tag[..tag.IndexOf('=', StringComparison.Ordinal)]] = tag[(tag.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return read;
    }
}
