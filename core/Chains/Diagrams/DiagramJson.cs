using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Diagrams;

/// <summary>How pictures that are data are written: <c>snake_case</c>, indented, without what is not there.</summary>
static class DiagramJson
{
    static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options) + "\n";

    /// <summary>Whole milliseconds.</summary>
    public static long? Milliseconds(TimeSpan? duration) => (long?)duration?.TotalMilliseconds;

    public static string? StatusOf(DiagramState? state) => state is null ? null : TaskStatusNames.Of(state.Status);
}
