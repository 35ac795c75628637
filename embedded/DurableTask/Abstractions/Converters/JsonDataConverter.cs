using System.Text.Json;

namespace Microsoft.DurableTask.Converters;

/// <summary>System.Text.Json, fields included unless other options are given.</summary>
public class JsonDataConverter : DataConverter
{
    // Running instances hold what these options wrote: changing them breaks their replay.
    static readonly JsonSerializerOptions s_defaultOptions = new() { IncludeFields = true };

    readonly JsonSerializerOptions _options;

    public JsonDataConverter(JsonSerializerOptions? options = null) => _options = options ?? s_defaultOptions;

    public static JsonDataConverter Default { get; } = new();

    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, _options);

    public override object? Deserialize(string? data, Type targetType)
        => data is null ? null : JsonSerializer.Deserialize(data, targetType, _options);
}
