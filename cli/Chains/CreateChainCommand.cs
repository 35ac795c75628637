using System.CommandLine;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Wording;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Chains;

/// <summary><c>orchestrator chain create</c></summary>
internal sealed class CreateChainCommand
{
    readonly GatewayCommand _gateway;
    readonly NewChainOptions _options;
    readonly Argument<string> _file = new("file")
    {
        Description = "CreateChainRequest of chains.proto as YAML or JSON: name, definition (nodes, max_parallel, on_failure), input; - for standard input.",
    };

    readonly Option<string> _name = new("--name") { Description = "Instead of the file's." };

    public CreateChainCommand(GatewayCommand gateway, TimeProvider timeProvider) =>
        (_gateway, _options) = (gateway, new NewChainOptions(gateway, timeProvider));

    public Command Create()
    {
        var command = new Command("create", "Stores a chain with all its tasks and starts it.") { _file, _name };
        _options.AddTo(command);
        _gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            V1.CreateChainRequest request = await ReadRequestAsync(result, cancellationToken);
            V1.CreateChainResponse created = await client.Chains.CreateChainAsync(request, cancellationToken: cancellationToken);
            return await _options.FinishAsync(client, result, created, created.Chain, created.AlreadyExisted, cancellationToken);
        });
        return command;
    }

    async Task<V1.CreateChainRequest> ReadRequestAsync(ParseResult result, CancellationToken cancellationToken)
    {
        string file = result.GetRequiredValue(_file);
        V1.CreateChainRequest request = MessageText.Parse<V1.CreateChainRequest>(file, await InputText.ReadFileAsync(file, cancellationToken));
        request.Namespace = _gateway.Namespace(result);
        request.Name = result.GetValue(_name) ?? request.Name;
        request.Input = await InputText.ReadObjectAsync("--input", result.GetValue(_options.Input), cancellationToken) ?? request.Input;
        request.Bypass.Add(_options.Bypass(result));
        request.IdempotencyKey = _options.Key(result) is { Length: > 0 } key ? key : request.IdempotencyKey;
        request.CorrelationId = _options.Correlation(result) is { Length: > 0 } correlation ? correlation : request.CorrelationId;
        return request;
    }
}
