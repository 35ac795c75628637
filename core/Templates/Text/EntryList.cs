namespace Orchestrator.Core.Templates.Text;

/// <summary>The entries of a mapping as they are read; a key that comes twice is refused.</summary>
sealed class EntryList
{
    readonly Dictionary<string, int> _lines = [];
    readonly List<SourceEntry> _found = [];

    public IReadOnlyList<SourceEntry> Found => _found;

    /// <exception cref="SourceException"/>
    public void Add(string key, int line, SourceNode value)
    {
        if (!_lines.TryAdd(key, line))
        {
            throw new SourceException(line, $"'{key}' is there twice: first on line {_lines[key]}");
        }

        _found.Add(new SourceEntry(key, line, value));
    }
}
