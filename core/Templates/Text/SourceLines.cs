namespace Orchestrator.Core.Templates.Text;

/// <summary>On which line of a text each field stands.</summary>
sealed class SourceLines
{
    readonly Dictionary<string, int> _lines = [];

    public void Set(string path, int line) => _lines[path] = line;

    /// <summary>Of a value and all that is in it.</summary>
    public void SetAll(string path, SourceNode node)
    {
        switch (node)
        {
            case SourceMapping mapping:
                foreach (SourceEntry entry in mapping.Entries)
                {
                    Set($"{path}.{entry.Key}", entry.Line);
                    SetAll($"{path}.{entry.Key}", entry.Value);
                }

                break;
            case SourceList list:
                for (int i = 0; i < list.Items.Count; i++)
                {
                    Set($"{path}[{i}]", list.Items[i].Line);
                    SetAll($"{path}[{i}]", list.Items[i]);
                }

                break;
        }
    }

    /// <returns>The line of the field, or of the nearest that it is in; 1 where nothing is known.</returns>
    public int Find(string path)
    {
        for (string at = path; at.Length > 0; at = at[..Math.Max(at.LastIndexOfAny(['.', '[']), 0)])
        {
            if (_lines.TryGetValue(at, out int line))
            {
                return line;
            }
        }

        return 1;
    }
}
