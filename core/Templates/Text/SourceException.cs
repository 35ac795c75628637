namespace Orchestrator.Core.Templates.Text;

/// <summary>The text is neither YAML nor JSON as we take them.</summary>
public sealed class SourceException(int line, string message) : Exception(message)
{
    public int Line => line;
}
