using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Client.Entities;

/// <summary>Writes what there is to say: no lock, no backlog and no state are left out. A serialized state stays a string.</summary>
sealed class EntityMetadataConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => StateTypeOf(typeToConvert) is not null;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
        => (JsonConverter)Activator.CreateInstance(typeof(Converter<,>).MakeGenericType(typeToConvert, StateTypeOf(typeToConvert)!))!;

    static Type? StateTypeOf(Type type)
    {
        if (type == typeof(EntityMetadata))
            return typeof(SerializedData);
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EntityMetadata<>) ? type.GenericTypeArguments[0] : null;
    }

    sealed class Converter<TMetadata, TState> : JsonConverter<TMetadata>
        where TMetadata : EntityMetadata<TState>
    {
        public override TMetadata Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => throw new NotSupportedException("Entity metadata is written, not read.");

        public override void Write(Utf8JsonWriter writer, TMetadata value, JsonSerializerOptions options)
        {
            string Name(string member) => options.PropertyNamingPolicy?.ConvertName(member) ?? member;
            writer.WriteStartObject();
            writer.WriteString(Name(nameof(value.Id)), value.Id.ToString());
            writer.WriteString(Name(nameof(value.LastModifiedTime)), value.LastModifiedTime);
            if (value.BacklogQueueSize > 0)
                writer.WriteNumber(Name(nameof(value.BacklogQueueSize)), value.BacklogQueueSize);
            if (value.LockedBy is { } lockedBy)
                writer.WriteString(Name(nameof(value.LockedBy)), lockedBy);
            if (value.IncludesState)
            {
                writer.WritePropertyName(Name(nameof(value.State)));
                if (value.State is SerializedData data)
                    writer.WriteStringValue(data.Value);
                else
                    JsonSerializer.Serialize(writer, value.State, options);
            }
            writer.WriteEndObject();
        }
    }
}
