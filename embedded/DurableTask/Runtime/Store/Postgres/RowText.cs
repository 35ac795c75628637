using System.Text;
using System.Text.Json;
using Microsoft.DurableTask.Runtime.History;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>The columns that hold JSON as text.</summary>
internal static class RowText
{
    public static string? OfTags(IReadOnlyDictionary<string, string>? tags) =>
        tags is { Count: > 0 } ? JsonSerializer.Serialize(tags) : null;

    public static IReadOnlyDictionary<string, string>? Tags(string? text) =>
        text is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(text);

    public static string? OfParent(ParentLink? parent) =>
        parent is null ? null : Encoding.UTF8.GetString(HistoryWriter.Write(parent, MessageCodec.WriteParent));

    public static ParentLink? Parent(string? text)
    {
        if (text is null) return null;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        return MessageCodec.ReadParent(ref reader);
    }

    public static string? OfFailure(Failure? failure) =>
        failure is null ? null : Encoding.UTF8.GetString(HistoryWriter.Write(failure, HistoryWriter.WriteFailure));

    public static Failure? Failure(string? text)
    {
        if (text is null) return null;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        return HistoryReader.ReadFailure(ref reader);
    }
}
