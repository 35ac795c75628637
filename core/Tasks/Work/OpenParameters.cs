using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Outputs;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks.Work;

/// <summary>
/// Parameters with placeholders: their values are known when an attempt begins. Until then names and types can be checked, and the
/// limits of those that have none.
/// </summary>
static class OpenParameters
{
    public static IReadOnlySet<string> None { get; } = new HashSet<string>();

    /// <returns>Names of the parameters in whose value there is a placeholder.</returns>
    public static IReadOnlySet<string> NamesIn(JsonObject parameters) =>
        parameters.Where(p => HasPlaceholder(p.Value)).Select(p => p.Key).ToHashSet();

    /// <param name="type">The handler's parameters, one of <see cref="BuiltInParameters"/>.</param>
    /// <param name="open"><see cref="NamesIn"/>.</param>
    /// <returns>Null when violations were added; what is in the place of placeholders means nothing.</returns>
    public static ITaskParameters? Read(Type type, JsonObject json, IReadOnlySet<string> open, Violations violations)
    {
        var closed = new JsonObject(json.Select(p => KeyValuePair.Create(
            p.Key, open.Contains(p.Key) && ParametersJson.TypeOf(type, p.Key) is { } wanted ? Close(wanted, p.Value) : p.Value?.DeepClone())));
        int before = violations.Found.Count;
        ITaskParameters? parameters = ParametersJson.ReadTypes(type, closed, violations);
        foreach (FieldViolation found in parameters?.Validate() ?? [])
        {
            if (!open.Contains(found.Field.Split('[', '.')[0]))
            {
                violations.Add(found.Field, found.Description);
            }
        }

        return violations.Found.Count == before ? parameters : null;
    }

    static bool HasPlaceholder(JsonNode? value) => value switch
    {
        JsonObject properties => properties.Any(p => HasPlaceholder(p.Value)),
        JsonArray items => items.Any(HasPlaceholder),
        JsonValue text when text.GetValueKind() == JsonValueKind.String =>
            TextTemplate.TryParse(text.GetValue<string>(), out TextTemplate? template, out _) && template.Placeholders.Count > 0,
        _ => false,
    };

    // A placeholder alone takes a value of any type; one within a text makes a text.
    static JsonNode? Close(Type type, JsonNode? value) => value switch
    {
        JsonArray items when type == typeof(IReadOnlyList<double>) => new JsonArray([.. items.Select(item => Close(typeof(double), item))]),
        JsonValue text when text.GetValueKind() == JsonValueKind.String
            && TextTemplate.TryParse(text.GetValue<string>(), out TextTemplate? template, out _) && template.Whole is not null => SomeValueOf(type),
        _ => value?.DeepClone(),
    };

    static JsonNode SomeValueOf(Type type)
    {
        Type wanted = Nullable.GetUnderlyingType(type) ?? type;
        return wanted == typeof(double) || wanted == typeof(int) ? 1
            : wanted == typeof(IReadOnlyList<double>) ? new JsonArray(1)
            : wanted == typeof(IReadOnlyDictionary<string, string>) ? new JsonObject()
            : "text";
    }
}
