using System.CommandLine;

namespace Orchestrator.Cli.Gateway;

/// <summary>The options that every command to the gateway has.</summary>
internal sealed class GatewayOptions
{
    public const string Variable = "ORCHESTRATOR_GATEWAY";
    public const string KeyVariable = "ORCHESTRATOR_API_KEY";
    public const string DefaultAddress = "http://localhost:8080";

    public Option<Uri> Address { get; } = new("--gateway")
    {
        Description = $"The gateway's address ({Variable}).",
        HelpName = "url",
        Recursive = true,
        DefaultValueFactory = _ => new Uri(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } address ? address : DefaultAddress),
        CustomParser = argument =>
        {
            if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
                return address;
            argument.AddError($"--gateway: '{argument.Tokens[0].Value}' is not an address like {DefaultAddress}.");
            return null;
        },
    };

    public Option<string> Namespace { get; } = new("--namespace", "-n")
    {
        Description = "The namespace of the tasks.",
        HelpName = "name",
        Recursive = true,
        DefaultValueFactory = _ => "default",
    };

    public Option<string?> ApiKey { get; } = new("--api-key")
    {
        Description = $"Key or token for a gateway that asks who calls; better in {KeyVariable}, which no list of processes shows.",
        HelpName = "key",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key ? key : null,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "For machines: one JSON document (a line per event when watching), fields as in protos/orchestrator/v1.",
        Recursive = true,
    };

    public void AddTo(Command command)
    {
        command.Add(Address);
        command.Add(Namespace);
        command.Add(ApiKey);
        command.Add(Json);
    }
}
