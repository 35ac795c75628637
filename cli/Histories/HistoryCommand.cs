using System.CommandLine;
using System.Net;
using System.Text.Json;
using Orchestrator.Cli.Terminals;

namespace Orchestrator.Cli.Histories;

/// <summary>
/// <c>orchestrator history</c>: recorded histories for the replay tests, from the function host's management API. Not from the database: its
/// schema <c>durable</c> is the embedded runtime's own.
/// </summary>
internal sealed class HistoryCommand(Terminal terminal)
{
    public const string UrlVariable = "ORCHESTRATOR_FUNCTIONS_URL";
    public const string KeyVariable = "ORCHESTRATOR_SYSTEM_KEY";
    const string DefaultUrl = "http://127.0.0.1:7071";
    const string DefaultFolder = "tests/Functions/Histories";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    readonly Argument<string> _instance = new("instance id") { Description = "E.g. task-0193a000-0000-7000-8000-000000000001-1; running or ended." };
    readonly Option<DirectoryInfo?> _folder = new("--folder") { Description = $"Where the file goes. Default: {DefaultFolder} of the clone.", HelpName = "folder" };
    readonly Option<string?> _name = new("--name") { Description = "The file's name without .json. Default: the instance id.", HelpName = "name" };
    readonly Option<Uri> _functions = new("--functions")
    {
        Description = $"The function host's address ({UrlVariable}).",
        HelpName = "url",
        DefaultValueFactory = _ => new Uri(Environment.GetEnvironmentVariable(UrlVariable) is { Length: > 0 } address ? address : DefaultUrl),
        CustomParser = argument =>
        {
            if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
                return address;
            argument.AddError($"--functions: '{argument.Tokens[0].Value}' is not an address like {DefaultUrl}.");
            return null;
        },
    };

    public Command Create()
    {
        var export = new Command(
            "export", $"Writes an instance's history into a file that the replay tests run against the current code. Needs the host's system key in {KeyVariable}.")
        {
            _instance, _folder, _name, _functions,
        };
        export.SetAction(ExportAsync);
        return new Command("history", "Recorded histories of orchestrations.") { export };
    }

    async Task<int> ExportAsync(ParseResult result, CancellationToken cancellationToken)
    {
        string instance = result.GetRequiredValue(_instance);
        string name = result.GetValue(_name) ?? instance;
        if (name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars())) throw new CommandFailedException($"'{name}' cannot be a file's name; give one with --name.");
        string json = await FetchAsync(result.GetRequiredValue(_functions), instance, cancellationToken);
        string folder = result.GetValue(_folder)?.FullName ?? Path.Combine(CliHome.Resolve(chosen: null), DefaultFolder);
        string path = Path.Combine(folder, $"{name}.json");
        try
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(path, json, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{path} cannot be written: {error.Message}", error);
        }

        terminal.Say($"{path}: {Count(json)} turns.");
        return ExitCodes.Success;
    }

    static async Task<string> FetchAsync(Uri functions, string instance, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = Patience };
        http.DefaultRequestHeaders.Add("x-functions-key", Environment.GetEnvironmentVariable(KeyVariable) ?? "");
        var address = new Uri(functions, $"/runtime/webhooks/durabletask/instances/{Uri.EscapeDataString(instance)}/history");
        try
        {
            using HttpResponseMessage response = await http.GetAsync(address, cancellationToken);
            string body = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => body,
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new CommandFailedException(
                    $"{functions.Authority} refused the key. Start the host with {KeyVariable} set, and this command with the same."),
                HttpStatusCode.NotFound => throw new CommandFailedException(
                    $"{functions.Authority} has no instance {instance}, or is not the embedded function host: only that exports histories."),
                _ => throw new CommandFailedException($"{functions.Authority} answered {(int)response.StatusCode}: {body}"),
            };
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CommandFailedException($"The function host at {functions.Authority} cannot be reached: {error.Message}", error);
        }
    }

    static int Count(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("turns").GetArrayLength();
    }
}
