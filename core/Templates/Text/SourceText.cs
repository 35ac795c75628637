namespace Orchestrator.Core.Templates.Text;

/// <summary>Reads what people write as YAML or JSON: templates, and chains on the command line.</summary>
public static class SourceText
{
    /// <summary>Values in values.</summary>
    public const int DepthMax = 50;

    /// <exception cref="SourceException">It is neither.</exception>
    public static SourceNode Read(string text)
    {
        if (!text.AsSpan().TrimStart("\uFEFF \t\r\n").StartsWith("{"))
        {
            return YamlText.Read(text);
        }

        try
        {
            return JsonText.Read(text);
        }
        catch (SourceException)
        {
            // A mapping of YAML may begin with a brace too.
            return YamlText.Read(text);
        }
    }
}
