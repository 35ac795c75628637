using System.Text.Json;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.History;

/// <summary>Reads what <see cref="HistoryWriter"/> wrote. Unknown members are skipped, so a newer writer may add optional ones.</summary>
internal static class HistoryReader
{
    /// <param name="payloads">What the events refer to, by hash.</param>
    /// <exception cref="InvalidDataException">The bytes are no history of this version or an older one, or a payload is missing.</exception>
    public static List<HistoryEvent> Read(ReadOnlySpan<byte> json, IReadOnlyDictionary<string, string>? payloads = null)
    {
        var reader = new Utf8JsonReader(json);
        var events = new List<HistoryEvent>();
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject) events.Add(ReadEvent(ref reader, payloads));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("The stored turn is not valid JSON.", e);
        }

        return events;
    }

    /// <summary>Reads one event; the reader stands on its <c>{</c> and is left on its <c>}</c>.</summary>
    public static HistoryEvent ReadEvent(ref Utf8JsonReader reader, IReadOnlyDictionary<string, string>? payloads)
    {
        var fields = default(Fields);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8)) fields.Type = ReadString(ref reader);
            else if (reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("of"u8)) fields.Id = ReadInt(ref reader);
            else if (reader.ValueTextEquals("name"u8)) fields.Name = ReadString(ref reader);
            else if (reader.ValueTextEquals("input"u8) || reader.ValueTextEquals("result"u8) || reader.ValueTextEquals("output"u8)
                || reader.ValueTextEquals("reason"u8)) fields.Payload = ReadPayload(ref reader, payloads);
            else if (reader.ValueTextEquals("at"u8)) fields.At = ReadTime(ref reader);
            else if (reader.ValueTextEquals("version"u8)) fields.Version = ReadString(ref reader);
            else if (reader.ValueTextEquals("instance"u8)) fields.Instance = ReadString(ref reader);
            else if (reader.ValueTextEquals("status"u8)) fields.Status = ReadInt(ref reader);
            else if (reader.ValueTextEquals("recursive"u8)) fields.Recursive = reader.Read() && reader.GetBoolean();
            else if (reader.ValueTextEquals("tags"u8)) fields.Tags = ReadTags(ref reader);
            else if (reader.ValueTextEquals("failure"u8)) fields.Failure = ReadFailure(ref reader);
            else if (reader.ValueTextEquals("lock"u8)) fields.Lock = ReadInt(ref reader);
            else if (reader.ValueTextEquals("lockSet"u8)) fields.LockSet = EntityEventWriter.ReadLockSet(ref reader);
            else if (reader.ValueTextEquals("holder"u8)) fields.Holder = MessageCodec.ReadParent(ref reader);
            else reader.Skip();
        }

        return fields.ToEvent();
    }

    public static Dictionary<string, string> ReadTags(ref Utf8JsonReader reader)
    {
        reader.Read();
        var tags = new Dictionary<string, string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            tags[key] = ReadString(ref reader) ?? "";
        }

        return tags;
    }

    /// <summary>Reads a failure; the reader stands before its <c>{</c>.</summary>
    public static Failure ReadFailure(ref Utf8JsonReader reader)
    {
        reader.Read();
        var failure = new Failure("", "");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8)) failure = failure with { ErrorType = ReadString(ref reader) ?? "" };
            else if (reader.ValueTextEquals("message"u8)) failure = failure with { ErrorMessage = ReadString(ref reader) ?? "" };
            else if (reader.ValueTextEquals("stack"u8)) failure = failure with { StackTrace = ReadString(ref reader) };
            else if (reader.ValueTextEquals("nonRetriable"u8)) failure = failure with { IsNonRetriable = reader.Read() && reader.GetBoolean() };
            else if (reader.ValueTextEquals("properties"u8)) failure = failure with { Properties = ReadProperties(ref reader) };
            else if (reader.ValueTextEquals("inner"u8)) failure = failure with { Inner = ReadFailure(ref reader) };
            else reader.Skip();
        }

        return failure;
    }

    public static string? ReadString(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    /// <summary>Reads a payload that is written whole or referred to; the reader stands before it.</summary>
    /// <exception cref="InvalidDataException">What is referred to is not there.</exception>
    public static string? ReadPayload(ref Utf8JsonReader reader, IReadOnlyDictionary<string, string>? payloads)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return reader.GetString();
        reader.Read();
        string hash = ReadString(ref reader) ?? "";
        reader.Read();
        return payloads is not null && payloads.TryGetValue(hash, out string? content)
            ? content
            : throw new InvalidDataException($"Payload {hash} is missing.");
    }

    public static int ReadInt(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt32();
    }

    public static DateTime ReadTime(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetDateTime().ToUniversalTime();
    }

    static Dictionary<string, JsonElement> ReadProperties(ref Utf8JsonReader reader)
    {
        reader.Read();
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.Clone());
    }

    struct Fields
    {
        public string? Type;
        public int Id;
        public string? Name;
        public string? Version;
        public string? Payload;
        public string? Instance;
        public DateTime? At;
        public int Status;
        public bool Recursive;
        public IReadOnlyDictionary<string, string>? Tags;
        public Failure? Failure;
        public int Lock;
        public IReadOnlyList<string>? LockSet;
        public ParentLink? Holder;

        public readonly HistoryEvent ToEvent() => Type switch
        {
            "OrchestratorStarted" => new OrchestratorStarted(At ?? default),
            "ExecutionStarted" => ExecutionStarted.Instance,
            "ExecutionCompleted" => new ExecutionCompleted((InstanceStatus)Status, Result: null, Failure: null),
            "ExecutionTerminated" => new ExecutionTerminated(Payload, Recursive),
            "ExecutionRewound" => new ExecutionRewound(Payload),
            "ExecutionSuspended" => new ExecutionSuspended(Payload),
            "ExecutionResumed" => new ExecutionResumed(Payload),
            "ContinueAsNew" => ContinueAsNew.Instance,
            "TaskScheduled" => new TaskScheduled(Id, Need(Name, "name"), Version, Payload),
            "TaskCompleted" => new TaskCompleted(Id, Payload),
            "TaskFailed" => new TaskFailed(Id, Need(Failure, "failure")),
            "SubOrchestrationInstanceCreated" =>
                new SubOrchestrationInstanceCreated(Id, Need(Name, "name"), Version, Need(Instance, "instance"), Payload, Tags),
            "SubOrchestrationInstanceCompleted" => new SubOrchestrationInstanceCompleted(Id, Payload),
            "SubOrchestrationInstanceFailed" => new SubOrchestrationInstanceFailed(Id, Need(Failure, "failure")),
            "TimerCreated" => new TimerCreated(Id, At ?? default),
            "TimerFired" => new TimerFired(Id),
            "EventSent" => new EventSent(Id, Need(Instance, "instance"), Need(Name, "name"), Payload),
            "EventRaised" => new EventRaised(Need(Name, "name"), Payload),
            "EntityOperationCalled" => new EntityOperationCalled(Id, Need(Instance, "instance"), Need(Name, "name"), Payload),
            "EntityOperationSignaled" => new EntityOperationSignaled(Id, Need(Instance, "instance"), Need(Name, "name"), Payload, At),
            "EntityOperationCompleted" => new EntityOperationCompleted(Id, Payload),
            "EntityOperationFailed" => new EntityOperationFailed(Id, Need(Failure, "failure")),
            "EntityLockRequested" => new EntityLockRequested(Id, Need(LockSet, "lockSet")),
            "EntityLockGranted" => new EntityLockGranted(Id, Need(Holder, "holder"), Need(LockSet, "lockSet")),
            "EntityUnlockSent" => new EntityUnlockSent(Id, Need(Instance, "instance"), Lock),
            _ => throw new InvalidDataException($"History event type '{Type}' is unknown: it was written by a newer version."),
        };

        readonly T Need<T>(T? value, string field) where T : class =>
            value ?? throw new InvalidDataException($"History event {Type} lacks '{field}'.");
    }
}
