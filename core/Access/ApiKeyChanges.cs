namespace Orchestrator.Core.Access;

/// <summary>
/// Tells whoever remembers keys that one has changed, as soon as the database says so. A change can be missed (the connection was away),
/// so what is remembered must age as well.
/// </summary>
public sealed class ApiKeyChanges
{
    readonly Lock _lock = new();
    Action<string>? _changed;

    /// <param name="changed">Gets the key's <see cref="ApiKeyText.Prefix"/>, on the listener's thread: it must not block.</param>
    public void Subscribe(Action<string> changed)
    {
        lock (_lock)
        {
            _changed += changed;
        }
    }

    public void Unsubscribe(Action<string> changed)
    {
        lock (_lock)
        {
            _changed -= changed;
        }
    }

    public void Tell(string prefix) => _changed?.Invoke(prefix);
}
