using System.Diagnostics;
using System.Text.Json;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.History;

/// <summary>The members of entity events, between the braces that <see cref="HistoryWriter"/> sets.</summary>
internal static class EntityEventWriter
{
    public static void Write(Utf8JsonWriter writer, HistoryEvent historyEvent)
    {
        switch (historyEvent)
        {
            case EntityOperationCalled e:
                WriteOperation(writer, "EntityOperationCalled"u8, e.EventId, e.InstanceId, e.Operation, e.Input);
                break;
            case EntityOperationSignaled e:
                WriteOperation(writer, "EntityOperationSignaled"u8, e.EventId, e.InstanceId, e.Operation, e.Input);
                if (e.ScheduledTime is { } time) writer.WriteString("at"u8, time);
                break;
            case EntityLockRequested e:
                writer.WriteString("type"u8, "EntityLockRequested"u8);
                writer.WriteNumber("id"u8, e.EventId);
                WriteLockSet(writer, e.LockSet);
                break;
            case EntityUnlockSent e:
                writer.WriteString("type"u8, "EntityUnlockSent"u8);
                writer.WriteNumber("id"u8, e.EventId);
                writer.WriteString("instance"u8, e.InstanceId);
                writer.WriteNumber("lock"u8, e.LockRequestedId);
                break;
            case EntityOperationCompleted e:
                writer.WriteString("type"u8, "EntityOperationCompleted"u8);
                writer.WriteNumber("of"u8, e.TaskScheduledId);
                HistoryWriter.WriteOptional(writer, "result"u8, e.Result);
                break;
            case EntityOperationFailed e:
                writer.WriteString("type"u8, "EntityOperationFailed"u8);
                writer.WriteNumber("of"u8, e.TaskScheduledId);
                writer.WritePropertyName("failure"u8);
                HistoryWriter.WriteFailure(writer, e.Failure);
                break;
            case EntityLockGranted e:
                writer.WriteString("type"u8, "EntityLockGranted"u8);
                writer.WriteNumber("of"u8, e.TaskScheduledId);
                writer.WritePropertyName("holder"u8);
                MessageCodec.WriteParent(writer, e.Holder);
                WriteLockSet(writer, e.LockSet);
                break;
            default:
                throw new UnreachableException($"No JSON for {historyEvent.GetType().Name}.");
        }
    }

    public static void WriteLockSet(Utf8JsonWriter writer, IReadOnlyList<string> lockSet)
    {
        writer.WriteStartArray("lockSet"u8);
        foreach (string id in lockSet) writer.WriteStringValue(id);
        writer.WriteEndArray();
    }

    /// <summary>Reads the ids; the reader stands before their <c>[</c>.</summary>
    public static List<string> ReadLockSet(ref Utf8JsonReader reader)
    {
        var ids = new List<string>();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.String) ids.Add(reader.GetString()!);
        return ids;
    }

    static void WriteOperation(Utf8JsonWriter writer, ReadOnlySpan<byte> type, int id, string instanceId, string operation, string? input)
    {
        writer.WriteString("type"u8, type);
        writer.WriteNumber("id"u8, id);
        writer.WriteString("instance"u8, instanceId);
        writer.WriteString("name"u8, operation);
        HistoryWriter.WriteOptional(writer, "input"u8, input);
    }
}
