using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Validation;

namespace Orchestrator.Gateway.Conversions;

/// <summary>JSON to and from Protobuf's Struct and Value.</summary>
static class StructConversions
{
    public static JsonObject ToJson(Violations violations, string field, Struct value)
    {
        var converted = new JsonObject();
        foreach ((string name, Value property) in value.Fields)
        {
            converted[name] = ToJson(violations, field, property);
        }

        return converted;
    }

    /// <param name="json">A JSON object, as the database stored it.</param>
    public static Struct ToStruct(string json) => JsonParser.Default.Parse<Struct>(json);

    public static Value ToValue(string json) => JsonParser.Default.Parse<Value>(json);

    /// <returns>Null for JSON's null.</returns>
    public static JsonNode? ToJson(Violations violations, string field, Value value)
    {
        switch (value.KindCase)
        {
            case Value.KindOneofCase.NumberValue when !double.IsFinite(value.NumberValue):
                violations.Add(field, "must have finite numbers only");
                return null;
            case Value.KindOneofCase.NumberValue:
                return JsonValue.Create(value.NumberValue);
            case Value.KindOneofCase.StringValue:
                return JsonValue.Create(value.StringValue);
            case Value.KindOneofCase.BoolValue:
                return JsonValue.Create(value.BoolValue);
            case Value.KindOneofCase.StructValue:
                return ToJson(violations, field, value.StructValue);
            case Value.KindOneofCase.ListValue:
                return new JsonArray([.. value.ListValue.Values.Select(item => ToJson(violations, field, item))]);
            default:
                return null;
        }
    }
}
