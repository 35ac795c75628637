using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Execution;

/// <summary>Writes and reads the parameters of the built-in handlers.</summary>
public static class ParametersJson
{
    /// <summary>Error type of a task whose parameters its handler cannot run with.</summary>
    public const string InvalidParameters = "invalid_parameters";

    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write<T>(T parameters)
        where T : ITaskParameters => JsonSerializer.Serialize(parameters, Options);

    /// <exception cref="PermanentTaskException">
    /// <see cref="InvalidParameters"/>: not the handler's JSON, an unknown or missing field, or a value out of its limits.
    /// </exception>
    public static T Read<T>(string json)
        where T : ITaskParameters
    {
        T parameters;
        try
        {
            parameters = JsonSerializer.Deserialize<T>(json, Options)
                ?? throw new PermanentTaskException(InvalidParameters, "parameters: an object is needed, not null");
        }
        catch (JsonException e)
        {
            throw new PermanentTaskException(InvalidParameters, $"parameters{e.Path?.TrimStart('$')}: {e.Message}", e);
        }

        List<FieldViolation> violations = [.. parameters.Validate()];
        return violations.Count == 0
            ? parameters
            : throw new PermanentTaskException(
                InvalidParameters, string.Join("; ", violations.Select(v => $"parameters.{v.Field}: {v.Description}")));
    }
}
