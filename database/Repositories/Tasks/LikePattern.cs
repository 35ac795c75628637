namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>Patterns of LIKE and ILIKE in which a text stands for itself.</summary>
static class LikePattern
{
    /// <summary>PostgreSQL's own default.</summary>
    public const string Escape = "\\";

    public static string Containing(string text)
    {
        string literal = text
            .Replace(Escape, Escape + Escape, StringComparison.Ordinal)
            .Replace("%", Escape + "%", StringComparison.Ordinal)
            .Replace("_", Escape + "_", StringComparison.Ordinal);
        return $"%{literal}%";
    }
}
