using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Microsoft.DurableTask.Runtime.History;

/// <summary>Writes events as compact JSON: <c>[{"type":"TaskScheduled","id":0,"name":"Add","input":"[1,2]"},...]</c>.</summary>
internal static class HistoryWriter
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _cached;

    /// <summary>Writes all events whole.</summary>
    public static byte[] Write(IReadOnlyList<HistoryEvent> events) => Write(events, static (writer, list) =>
    {
        writer.WriteStartArray();
        for (int i = 0; i < list.Count; i++) WriteEvent(writer, list[i]);
        writer.WriteEndArray();
    });

    /// <summary>Writes events, with a reference in place of each large payload.</summary>
    /// <param name="payloads">The large payloads by hash; null where there are none.</param>
    public static byte[] Write(IReadOnlyList<HistoryEvent> events, out IReadOnlyDictionary<string, string>? payloads)
    {
        using var references = new PayloadReferences();
        byte[] bytes = Write(events);
        payloads = references.Payloads;
        return bytes;
    }

    /// <summary>Runs <paramref name="write"/> on a writer kept per thread: turns are small and many.</summary>
    public static byte[] Write<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        if (_cached is not { } cached)
        {
            var fresh = new ArrayBufferWriter<byte>(1024);
            cached = (fresh, new Utf8JsonWriter(fresh, Options));
        }

        _cached = null; // taken: a value that throws half-way leaves no half-written buffer behind
        write(cached.Writer, value);
        cached.Writer.Flush();
        byte[] bytes = cached.Buffer.WrittenSpan.ToArray();
        if (cached.Buffer.Capacity <= 1 << 20)
        {
            cached.Buffer.ResetWrittenCount();
            cached.Writer.Reset();
            _cached = cached;
        }

        return bytes;
    }

    public static void WriteEvent(Utf8JsonWriter writer, HistoryEvent historyEvent)
    {
        writer.WriteStartObject();
        switch (historyEvent)
        {
            case OrchestratorStarted e:
                writer.WriteString("type"u8, "OrchestratorStarted"u8);
                writer.WriteString("at"u8, e.Timestamp);
                break;
            case ExecutionStarted:
                writer.WriteString("type"u8, "ExecutionStarted"u8);
                break;
            case ExecutionCompleted e:
                // The result itself lies in the results table.
                writer.WriteString("type"u8, "ExecutionCompleted"u8);
                writer.WriteNumber("status"u8, (int)e.Status);
                break;
            case ExecutionTerminated e:
                writer.WriteString("type"u8, "ExecutionTerminated"u8);
                WritePayload(writer, "output"u8, e.Output);
                if (e.Recursive) writer.WriteBoolean("recursive"u8, true);
                break;
            case ExecutionRewound e:
                writer.WriteString("type"u8, "ExecutionRewound"u8);
                WriteOptional(writer, "reason"u8, e.Reason);
                break;
            case ExecutionSuspended e:
                writer.WriteString("type"u8, "ExecutionSuspended"u8);
                WriteOptional(writer, "reason"u8, e.Reason);
                break;
            case ExecutionResumed e:
                writer.WriteString("type"u8, "ExecutionResumed"u8);
                WriteOptional(writer, "reason"u8, e.Reason);
                break;
            case ContinueAsNew:
                writer.WriteString("type"u8, "ContinueAsNew"u8);
                break;
            case TaskScheduled e:
                WriteAction(writer, "TaskScheduled"u8, e.EventId, e.Name, e.Version, e.Input);
                break;
            case TaskCompleted e:
                WriteCompletion(writer, "TaskCompleted"u8, e.TaskScheduledId, e.Result, failure: null);
                break;
            case TaskFailed e:
                WriteCompletion(writer, "TaskFailed"u8, e.TaskScheduledId, result: null, e.Failure);
                break;
            case SubOrchestrationInstanceCreated e:
                WriteAction(writer, "SubOrchestrationInstanceCreated"u8, e.EventId, e.Name, e.Version, e.Input);
                writer.WriteString("instance"u8, e.InstanceId);
                WriteTags(writer, e.Tags);
                break;
            case SubOrchestrationInstanceCompleted e:
                WriteCompletion(writer, "SubOrchestrationInstanceCompleted"u8, e.TaskScheduledId, e.Result, failure: null);
                break;
            case SubOrchestrationInstanceFailed e:
                WriteCompletion(writer, "SubOrchestrationInstanceFailed"u8, e.TaskScheduledId, result: null, e.Failure);
                break;
            case TimerCreated e:
                writer.WriteString("type"u8, "TimerCreated"u8);
                writer.WriteNumber("id"u8, e.EventId);
                writer.WriteString("at"u8, e.FireAt);
                break;
            case TimerFired e:
                writer.WriteString("type"u8, "TimerFired"u8);
                writer.WriteNumber("of"u8, e.TimerId);
                break;
            case EventSent e:
                WriteAction(writer, "EventSent"u8, e.EventId, e.Name, version: null, e.Input);
                writer.WriteString("instance"u8, e.InstanceId);
                break;
            case EventRaised e:
                writer.WriteString("type"u8, "EventRaised"u8);
                writer.WriteString("name"u8, e.Name);
                WritePayload(writer, "input"u8, e.Input);
                break;
            default:
                EntityEventWriter.Write(writer, historyEvent);
                break;
        }

        writer.WriteEndObject();
    }

    public static void WriteFailure(Utf8JsonWriter writer, Failure failure)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, failure.ErrorType);
        writer.WriteString("message"u8, failure.ErrorMessage);
        WriteOptional(writer, "stack"u8, failure.StackTrace);
        if (failure.IsNonRetriable) writer.WriteBoolean("nonRetriable"u8, true);
        if (failure.Properties is { Count: > 0 } properties)
        {
            writer.WriteStartObject("properties"u8);
            foreach ((string key, JsonElement value) in properties)
            {
                writer.WritePropertyName(key);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        if (failure.Inner is { } inner)
        {
            writer.WritePropertyName("inner"u8);
            WriteFailure(writer, inner);
        }

        writer.WriteEndObject();
    }

    public static void WriteTags(Utf8JsonWriter writer, IReadOnlyDictionary<string, string>? tags)
    {
        if (tags is not { Count: > 0 }) return;
        writer.WriteStartObject("tags"u8);
        foreach ((string key, string value) in tags) writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    public static void WriteOptional(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }

    /// <summary>A payload may be large: it is then referred to, where <see cref="PayloadReferences"/> are taken.</summary>
    public static void WritePayload(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is { Length: > Payload.InlineCharsMax } && PayloadReferences.Current is { } references)
        {
            writer.WriteStartObject(name);
            writer.WriteString("payload"u8, references.Add(value));
            writer.WriteEndObject();
            return;
        }

        WriteOptional(writer, name, value);
    }

    static void WriteAction(Utf8JsonWriter writer, ReadOnlySpan<byte> type, int id, string name, string? version, string? input)
    {
        writer.WriteString("type"u8, type);
        writer.WriteNumber("id"u8, id);
        writer.WriteString("name"u8, name);
        WriteOptional(writer, "version"u8, version);
        WritePayload(writer, "input"u8, input);
    }

    static void WriteCompletion(Utf8JsonWriter writer, ReadOnlySpan<byte> type, int of, string? result, Failure? failure)
    {
        writer.WriteString("type"u8, type);
        writer.WriteNumber("of"u8, of);
        WritePayload(writer, "result"u8, result);
        if (failure is null) return;
        writer.WritePropertyName("failure"u8);
        WriteFailure(writer, failure);
    }
}
