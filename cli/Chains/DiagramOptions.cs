using System.CommandLine;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Wording;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Chains;

/// <summary>What every command that draws has: the format, and where the picture goes.</summary>
internal sealed class DiagramOptions
{
    readonly Option<string> _format = new("--format")
    {
        Description = "mermaid (a flowchart), json (nodes and edges) or gantt (bars over time, as JSON).",
        DefaultValueFactory = _ => "mermaid",
    };

    readonly Option<string> _output = new("--output", "-o") { Description = "A file; none: standard output.", HelpName = "file" };

    public void AddTo(Command command)
    {
        _format.AcceptOnlyFromAmong(WordText.All<V1.DiagramFormat>());
        command.Add(_format);
        command.Add(_output);
    }

    public V1.DiagramFormat Format(ParseResult result) => WordText.Parse<V1.DiagramFormat>(result.GetRequiredValue(_format));

    /// <exception cref="CommandFailedException">The file cannot be written.</exception>
    public async Task WriteAsync(GatewayCommand gateway, ParseResult result, string content, CancellationToken cancellationToken)
    {
        if (result.GetValue(_output) is not { } file)
        {
            await gateway.Terminal.Output.WriteAsync(content);
            return;
        }

        try
        {
            await File.WriteAllTextAsync(file, content, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailedException($"{file} cannot be written: {error.Message}", error);
        }
    }
}
