using System.Text.Json;

namespace Orchestrator.Database;

/// <summary><c>RetryAfterS</c> to <c>retry_after_s</c>: the database's names from C#'s.</summary>
static class SnakeCase
{
    public static string From(string pascalCase) => JsonNamingPolicy.SnakeCaseLower.ConvertName(pascalCase);
}
