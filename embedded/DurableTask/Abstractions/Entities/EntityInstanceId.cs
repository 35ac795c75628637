using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Entities;

/// <summary>Names one entity: the code by its name, which does not regard case, and the state by its key, which does. As text <c>@name@key</c>.</summary>
[JsonConverter(typeof(TextConverter))]
public readonly record struct EntityInstanceId
{
    /// <exception cref="ArgumentException">No name, a name with <c>@</c>, or no key; an empty key is one.</exception>
    public EntityInstanceId(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(key);
        if (name.Contains('@', StringComparison.Ordinal))
            throw new ArgumentException($"The entity name '{name}' holds an @.", nameof(name));
        Name = name.ToLowerInvariant();
        Key = key;
    }

    /// <summary>In lower case.</summary>
    public string Name { get; }

    public string Key { get; }

    /// <exception cref="ArgumentException">The text is not <c>@name@key</c>.</exception>
    public static EntityInstanceId FromString(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        int separator = instanceId[0] == '@' ? instanceId.IndexOf('@', 1) : -1;
        return separator > 1
            ? new(instanceId[1..separator], instanceId[(separator + 1)..])
            : throw new ArgumentException($"The instance id '{instanceId}' is no entity's: those are @name@key.", nameof(instanceId));
    }

    public override string ToString() => $"@{Name}@{Key}";

    sealed class TextConverter : JsonConverter<EntityInstanceId>
    {
        public override EntityInstanceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => FromString(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, EntityInstanceId value, JsonSerializerOptions options)
            => writer.WriteStringValue(value.ToString());
    }
}
