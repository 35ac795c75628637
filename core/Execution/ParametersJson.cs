using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Execution;

/// <summary>
/// Writes and reads the parameters of the built-in handlers: the same code at the API's door and in the handlers. Names and
/// types are the records' own, limits their <see cref="ITaskParameters.Validate"/>.
/// </summary>
public static class ParametersJson
{
    /// <summary>Error type of a task whose parameters its handler cannot run with.</summary>
    public const string InvalidParameters = "invalid_parameters";

    static readonly JsonSerializerOptions Options = MakeOptions();

    public static string Write(ITaskParameters parameters) => WriteObject(parameters).ToJsonString(Options);

    /// <summary>What is absent is left out.</summary>
    public static JsonObject WriteObject(ITaskParameters parameters) =>
        JsonSerializer.SerializeToNode(parameters, parameters.GetType(), Options)!.AsObject();

    /// <exception cref="PermanentTaskException">
    /// <see cref="InvalidParameters"/>: not the handler's JSON, an unknown or missing field, or a value out of its limits.
    /// </exception>
    public static T Read<T>(string json)
        where T : class, ITaskParameters
    {
        JsonObject parameters;
        try
        {
            parameters = JsonNode.Parse(json) as JsonObject ?? throw new JsonException("an object is needed");
        }
        catch (JsonException e)
        {
            throw new PermanentTaskException(InvalidParameters, $"parameters: {e.Message}", e);
        }

        var violations = new Violations();
        return Read(typeof(T), parameters, violations) as T
            ?? throw new PermanentTaskException(
                InvalidParameters, string.Join("; ", violations.Found.Select(v => $"parameters.{v.Field}: {v.Description}")));
    }

    /// <param name="type">The handler's parameters, one of <see cref="BuiltInParameters"/>.</param>
    /// <param name="violations">Gets everything that is wrong, fields named as in the JSON.</param>
    /// <returns>Null when violations were added.</returns>
    public static ITaskParameters? Read(Type type, JsonObject json, Violations violations)
    {
        int before = violations.Found.Count;
        ITaskParameters? parameters = ReadTypes(type, json, violations);
        foreach (FieldViolation found in parameters?.Validate() ?? [])
        {
            violations.Add(found.Field, found.Description);
        }

        return violations.Found.Count == before ? parameters : null;
    }

    /// <summary>As <see cref="Read(Type, JsonObject, Violations)"/>, but the record is not asked whether its values are within its limits.</summary>
    internal static ITaskParameters? ReadTypes(Type type, JsonObject json, Violations violations)
    {
        int before = violations.Found.Count;
        JsonObject given = WithoutAbsent(json);
        IList<JsonPropertyInfo> known = Options.GetTypeInfo(type).Properties;
        foreach ((string name, JsonNode? value) in given)
        {
            if (known.FirstOrDefault(p => p.Name == name) is { } property)
            {
                ParameterTypes.Check(violations, name, property.PropertyType, value!);
            }
            else
            {
                violations.Add(name, $"is no parameter of this handler; it has {string.Join(", ", known.Select(p => p.Name))}");
            }
        }

        foreach (JsonPropertyInfo missing in known.Where(p => p.AssociatedParameter is { HasDefaultValue: false } && !given.ContainsKey(p.Name)))
        {
            violations.Add(missing.Name, "is required");
        }

        return violations.Found.Count == before ? (ITaskParameters)given.Deserialize(type, Options)! : null;
    }

    /// <returns>Null: the handler has no parameter of that name.</returns>
    internal static Type? TypeOf(Type type, string name) =>
        Options.GetTypeInfo(type).Properties.FirstOrDefault(p => p.Name == name)?.PropertyType;

    // A null is an absent value, and an empty text is one: a typed message knows no other way to leave it out.
    static JsonObject WithoutAbsent(JsonObject json) => new(json
        .Where(p => p.Value is not null && !(p.Value.GetValueKind() == JsonValueKind.String && p.Value.GetValue<string>().Length == 0))
        .Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value!.DeepClone())));

    static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Strict)
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new WholeNumberConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>Takes 2.0 for 2: a google.protobuf.Struct knows no other numbers.</summary>
    sealed class WholeNumberConverter : JsonConverter<int>
    {
        public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => (int)reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }
}
