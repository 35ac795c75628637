using System.Text.Json;
using System.Text.Json.Nodes;
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
        Converters = { new WholeNumberConverter() },
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
            parameters = WithoutNulls(json).Deserialize<T>(Options)!;
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

    // A null is an absent value, as at the API's door.
    static JsonObject WithoutNulls(string json)
    {
        JsonObject parameters = JsonNode.Parse(json) as JsonObject ?? throw new JsonException("an object is needed");
        foreach (string name in parameters.Where(p => p.Value is null).Select(p => p.Key).ToArray())
        {
            parameters.Remove(name);
        }

        return parameters;
    }

    /// <summary>Takes 2.0 for 2: a google.protobuf.Struct knows no other numbers.</summary>
    sealed class WholeNumberConverter : JsonConverter<int>
    {
        public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double number)
                && number is >= int.MinValue and <= int.MaxValue && double.IsInteger(number)
                    ? (int)number
                    : throw new JsonException("must be an integer");

        public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }
}
