using System.CommandLine;

namespace Orchestrator.Cli.Templates;

/// <summary>How a template is named on the command line.</summary>
internal static class TemplateName
{
    public static Argument<string> Argument(string description)
    {
        var name = new Argument<string>("template") { Description = description };
        // The parser takes an unknown option for an argument when one is still missing.
        name.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] value }])
                result.AddError($"Unknown option {value}.");
        });
        return name;
    }

    /// <returns>The version is empty where none is named.</returns>
    public static (string Name, string Version) Split(string template)
    {
        string[] parts = template.Split('@', 2);
        return (parts[0], parts.Length == 2 ? parts[1] : "");
    }
}
