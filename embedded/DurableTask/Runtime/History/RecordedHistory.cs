using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.History;

/// <summary>
/// An instance with its whole history as a readable JSON file that replays anywhere: payloads are in it, events are as the store has them.
/// The turns are kept apart, which the management API's <c>showHistory</c> does not do: a replay needs them.
/// </summary>
internal static class RecordedHistory
{
    const int Format = 1;

    static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IndentSize = 2,
        NewLine = "\n",
    };

    public static string Write(StoredInstance stored)
    {
        InstanceRow row = stored.Instance;
        var json = new JsonObject
        {
            ["format"] = Format,
            ["instance"] = row.InstanceId,
            ["id"] = row.Id,
            ["execution"] = row.Execution,
            ["name"] = row.Name,
            ["version"] = row.Version,
            ["input"] = row.Input,
            ["tags"] = row.Tags is null ? null : JsonSerializer.SerializeToNode(row.Tags),
            ["parent"] = row.Parent is null ? null : JsonNode.Parse(HistoryWriter.Write(row.Parent, MessageCodec.WriteParent)),
            ["created"] = row.CreatedAt,
            ["startAt"] = row.StartAt,
            ["turns"] = new JsonArray([.. stored.Turns.Select(Write)]),
            ["result"] = stored.Result is { } result ? Write(result) : null,
        };
        foreach (string empty in json.Where(p => p.Value is null).Select(p => p.Key).ToList()) json.Remove(empty);
        return json.ToJsonString(Readable) + "\n";
    }

    /// <exception cref="InvalidDataException">It is no recorded history of this format.</exception>
    public static StoredInstance Read(string text)
    {
        try
        {
            JsonNode json = JsonNode.Parse(text)!;
            if ((int?)json["format"] != Format) throw new InvalidDataException($"A recorded history of format {json["format"]} is not known here.");
            var row = new InstanceRow(
                (long)json["id"]!,
                (string)json["instance"]!,
                (int)json["execution"]!,
                (string)json["name"]!,
                (string?)json["version"],
                (string?)json["input"],
                json["tags"]?.Deserialize<Dictionary<string, string>>(),
                json["parent"] is { } parent ? ReadParent(parent) : null,
                (DateTimeOffset)json["created"]!,
                (DateTimeOffset?)json["startAt"]);
            return new StoredInstance(
                row, [.. json["turns"]!.AsArray().Select(t => ReadTurn(t!))], json["result"] is { } result ? ReadResult(result) : null);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or NullReferenceException)
        {
            throw new InvalidDataException($"Not a recorded history: {e.Message}", e);
        }
    }

    static JsonObject Write(TurnRow turn)
    {
        var json = new JsonObject { ["turn"] = turn.Turn, ["at"] = turn.At, ["status"] = turn.Status.ToString() };
        if (turn.CustomStatus is not null) json["customStatus"] = turn.CustomStatus;
        // Whole: a reference would mean nothing elsewhere.
        json["events"] = JsonNode.Parse(HistoryWriter.Write([.. HistoryReader.Read(turn.Events, turn.Payloads).Select(WithoutStack)]));
        return json;
    }

    static JsonObject Write(ResultRow result)
    {
        var json = new JsonObject { ["status"] = result.Status.ToString(), ["at"] = result.At };
        if (result.Output is not null) json["output"] = result.Output;
        if (result.Failure is not null) json["failure"] = JsonNode.Parse(HistoryWriter.Write(WithoutStack(result.Failure), HistoryWriter.WriteFailure));
        return json;
    }

    // Stack traces name files of the machine that recorded; no replay depends on them.
    static HistoryEvent WithoutStack(HistoryEvent historyEvent) => historyEvent switch
    {
        TaskFailed e => e with { Failure = WithoutStack(e.Failure) },
        SubOrchestrationInstanceFailed e => e with { Failure = WithoutStack(e.Failure) },
        EntityOperationFailed e => e with { Failure = WithoutStack(e.Failure) },
        _ => historyEvent,
    };

    static Failure WithoutStack(Failure failure) =>
        failure with { StackTrace = null, Inner = failure.Inner is { } inner ? WithoutStack(inner) : null };

    static TurnRow ReadTurn(JsonNode json) => new(
        (int)json["turn"]!,
        (DateTimeOffset)json["at"]!,
        Enum.Parse<InstanceStatus>((string)json["status"]!),
        (string?)json["customStatus"],
        JsonSerializer.SerializeToUtf8Bytes(json["events"]));

    static ResultRow ReadResult(JsonNode json)
    {
        Failure? failure = null;
        if (json["failure"] is { } node)
        {
            var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(node));
            failure = HistoryReader.ReadFailure(ref reader);
        }

        return new ResultRow(Enum.Parse<InstanceStatus>((string)json["status"]!), (string?)json["output"], failure, (DateTimeOffset)json["at"]!);
    }

    static ParentLink ReadParent(JsonNode json)
    {
        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(json));
        return MessageCodec.ReadParent(ref reader);
    }
}
