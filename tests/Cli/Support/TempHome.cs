using Orchestrator.Cli.Postgres;

// Shells, file modes and signals: these tests are for Linux and macOS.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]

namespace Orchestrator.Cli.Tests.Support;

/// <summary>A home folder of one test's own, with its own PostgreSQL when one is started; all gone in the end.</summary>
sealed class TempHome : IAsyncDisposable
{
    const UnixFileMode Open =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <param name="depth">Letters that the home's path is longer by.</param>
    public TempHome(bool closedToOthers = false, int depth = 0)
    {
        Outer = Directory.CreateTempSubdirectory("orchestrator-cli-").FullName;
        File.SetUnixFileMode(Outer, closedToOthers ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute : Open);
        Path = Directory.CreateDirectory(System.IO.Path.Combine(Outer, $"clone{new string('e', depth)}")).FullName;
    }

    public string Path { get; }

    public List<string> Said { get; } = [];

    string Outer { get; }

    /// <returns>The file's path.</returns>
    public string Write(string name, string text)
    {
        string file = System.IO.Path.Combine(Path, name);
        File.WriteAllText(file, text);
        return file;
    }

    public LocalPostgres Postgres(string? preference = null) => new(Path, preference, TimeProvider.System, Said.Add);

    public async ValueTask DisposeAsync()
    {
        await Postgres().DeleteAsync(CancellationToken.None);
        Directory.Delete(Outer, recursive: true);
    }
}
