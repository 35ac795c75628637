using System.CommandLine;
using System.Text.Json;
using Grpc.Core;
using Orchestrator.Cli.Terminals;

namespace Orchestrator.Cli.Gateway;

/// <summary>What every command to the gateway does around its call: connect, and make a refusal a message and an exit code.</summary>
internal sealed class GatewayCommand(Terminal terminal, GatewayOptions options)
{
    static readonly JsonSerializerOptions ErrorFormat = new(JsonSerializerDefaults.Web);

    public Terminal Terminal { get; } = terminal;

    public string Namespace(ParseResult result) => result.GetValue(options.Namespace)!;

    public bool Json(ParseResult result) => result.GetValue(options.Json);

    public void SetAction(Command command, Func<GatewayClient, ParseResult, CancellationToken, Task<int>> act) =>
        command.SetAction(async (result, cancellationToken) =>
        {
            Uri address = result.GetValue(options.Address)!;
            string? key = result.GetValue(options.ApiKey);
            if (key is not null && address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
                Terminal.Say($"The API key travels unencrypted to {address}: use https.");
            using var client = new GatewayClient(address, key);
            try
            {
                return await act(client, result, cancellationToken);
            }
            catch (RpcException error) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(error.Message, error, cancellationToken);
            }
            catch (RpcException error)
            {
                return Report(GatewayError.From(error), address, Json(result));
            }
        });

    int Report(GatewayError error, Uri address, bool json)
    {
        Terminal.Say(json
            ? JsonSerializer.Serialize(
                new { error = new { code = error.Code.ToString(), error.Message, error.Reason, error.RequestId, error.Fields } }, ErrorFormat)
            : error.Describe(address));
        return error.ExitCode;
    }
}
