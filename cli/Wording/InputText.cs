using Google.Protobuf.WellKnownTypes;

namespace Orchestrator.Cli.Wording;

/// <summary>Texts that a user gives as they are, in a file, or on standard input (<c>-</c>).</summary>
internal static class InputText
{
    public const string StandardInput = "-";

    /// <exception cref="CommandFailedException">The file cannot be read.</exception>
    public static async Task<string> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return path == StandardInput
                ? await Console.In.ReadToEndAsync(cancellationToken)
                : await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{path} cannot be read: {error.Message}", error);
        }
    }

    /// <param name="value">A JSON object, <c>@file</c>, or <c>-</c> for standard input; null: none.</param>
    /// <exception cref="CommandFailedException">The file cannot be read, or it is no JSON object.</exception>
    public static async Task<Struct?> ReadObjectAsync(string option, string? value, CancellationToken cancellationToken)
    {
        if (value is null)
            return null;
        string json = value == StandardInput || value.StartsWith('@') ? await ReadFileAsync(value.TrimStart('@'), cancellationToken) : value;
        try
        {
            return JsonText.ParseObject(json);
        }
        catch (FormatException error)
        {
            throw new CommandFailedException($"{option}: {error.Message}", error);
        }
    }
}
