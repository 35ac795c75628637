using System.CommandLine;
using Grpc.Core;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Wording;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Templates;

/// <summary><c>orchestrator template publish</c> and, as a trial, <c>orchestrator template validate</c></summary>
internal sealed class PublishTemplateCommand(GatewayCommand gateway, bool isTrial)
{
    readonly Argument<string[]> _files = new("file")
    {
        Description = "YAML or JSON, docs/templates.md has the format; - for standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    public Command Create()
    {
        Command command = isTrial
            ? new Command("validate", "Checks templates and publishes nothing; names line, node and field of each mistake.") { _files }
            : new Command("publish", "Publishes templates: a version never changes; the same text again is no error.") { _files };
        gateway.SetAction(command, RunAsync);
        return command;
    }

    async Task<int> RunAsync(GatewayClient client, ParseResult result, CancellationToken cancellationToken)
    {
        int exitCode = ExitCodes.Success;
        foreach (string file in result.GetRequiredValue(_files))
        {
            var request = new V1.PublishTemplateRequest
            {
                Namespace = gateway.Namespace(result),
                Source = await InputText.ReadFileAsync(file, cancellationToken),
                ValidateOnly = isTrial,
            };
            try
            {
                V1.PublishTemplateResponse response = await client.Templates.PublishTemplateAsync(request, cancellationToken: cancellationToken);
                await WriteAsync(result, file, response);
            }
            catch (RpcException error) when (error.StatusCode is StatusCode.InvalidArgument or StatusCode.AlreadyExists && !gateway.Json(result))
            {
                // The next file is looked at all the same.
                var refusal = GatewayError.From(error);
                string[] problems = refusal.Fields.Count > 0 ? [.. refusal.Fields.Select(f => $"{f.Field} {f.Description}")] : [refusal.Message];
                foreach (string problem in problems)
                    gateway.Terminal.Say($"{file}: {problem}");
                exitCode = refusal.ExitCode;
            }
        }

        return exitCode;
    }

    async Task WriteAsync(ParseResult result, string file, V1.PublishTemplateResponse response)
    {
        V1.Template template = response.Template;
        string what = response.AlreadyExisted ? "was published before" : isTrial ? "is valid" : "published";
        await gateway.Terminal.Output.WriteLineAsync(gateway.Json(result)
            ? JsonText.Document(response)
            : $"{file}: {template.Namespace}/{template.Name}@{template.Version} {what}");
    }
}
