using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.Wording;

namespace Orchestrator.Cli.Tasks;

/// <summary>An option that takes any JSON value.</summary>
internal static class JsonValueOption
{
    public static Option<Value> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "json",
        CustomParser = argument =>
        {
            try
            {
                return JsonText.ParseValue(argument.Tokens[0].Value);
            }
            catch (FormatException error)
            {
                argument.AddError($"{name}: {error.Message}");
                return null;
            }
        },
    };
}
