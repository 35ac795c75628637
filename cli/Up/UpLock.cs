namespace Orchestrator.Cli.Up;

/// <summary>One <c>up</c> per home: two would serve from one database and stop it under each other.</summary>
internal sealed class UpLock : IDisposable
{
    readonly FileStream _file;

    UpLock(FileStream file) => _file = file;

    /// <summary>Held until disposed, or until the process ends in whatever way.</summary>
    /// <exception cref="CommandFailedException">Another process holds it.</exception>
    public static UpLock Take(string stateFolder)
    {
        Directory.CreateDirectory(stateFolder);
        string path = Path.Combine(stateFolder, "up.lock");
        try
        {
            return new UpLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error)
        {
            throw new CommandFailedException($"Orchestrator is running here already ({path} is held). Stop it first, or use it.", error);
        }
    }

    public void Dispose() => _file.Dispose();
}
