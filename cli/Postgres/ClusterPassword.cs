using System.Security.Cryptography;

namespace Orchestrator.Cli.Postgres;

/// <summary>The superuser's password, in a file that its owner alone can read.</summary>
internal static class ClusterPassword
{
    public static async Task<string> CreateAsync(string file, CancellationToken cancellationToken)
    {
        string password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await WriteAsync(file, password, cancellationToken);
        return password;
    }

    /// <exception cref="CommandFailedException">The file is missing.</exception>
    public static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (FileNotFoundException error)
        {
            throw new CommandFailedException($"The database's password is missing: {file}.", error);
        }
    }

    public static async Task WriteAsync(string file, string password, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(file, options);
        await writer.WriteAsync(password.AsMemory(), cancellationToken);
    }
}
