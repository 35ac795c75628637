using System.Text.Json;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>Messages to entities as JSON objects: <c>{"to":"@counter@a","operation":"add","input":"1","caller":{...}}</c>.</summary>
internal static class EntityMessageCodec
{
    public static void Write(Utf8JsonWriter writer, EntityMessage message)
    {
        writer.WriteStartObject();
        writer.WriteString("to"u8, message.InstanceId);
        switch (message)
        {
            case OperationRequest request:
                writer.WriteString("operation"u8, request.Operation);
                HistoryWriter.WriteOptional(writer, "input"u8, request.Input);
                if (request.DueAt is { } dueAt) writer.WriteString("due"u8, dueAt);
                WriteCaller(writer, request.Caller);
                break;
            case LockRequest request:
                EntityEventWriter.WriteLockSet(writer, request.LockSet);
                WriteCaller(writer, request.Caller);
                break;
            case LockRelease release:
                writer.WriteBoolean("release"u8, true);
                WriteCaller(writer, release.Holder);
                break;
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads a message; the reader stands before its <c>{</c>.</summary>
    /// <exception cref="InvalidDataException">It is none of this version or an older one.</exception>
    public static EntityMessage Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        string? to = null;
        string? operation = null;
        string? input = null;
        DateTime? dueAt = null;
        List<string>? lockSet = null;
        ParentLink? caller = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("to"u8)) to = HistoryReader.ReadString(ref reader);
            else if (reader.ValueTextEquals("operation"u8)) operation = HistoryReader.ReadString(ref reader);
            else if (reader.ValueTextEquals("input"u8)) input = HistoryReader.ReadString(ref reader);
            else if (reader.ValueTextEquals("due"u8)) dueAt = HistoryReader.ReadTime(ref reader);
            else if (reader.ValueTextEquals("lockSet"u8)) lockSet = EntityEventWriter.ReadLockSet(ref reader);
            else if (reader.ValueTextEquals("caller"u8)) caller = MessageCodec.ReadParent(ref reader);
            else reader.Skip();
        }

        return (to, operation, lockSet, caller) switch
        {
            ({ }, { }, _, _) => new OperationRequest(to, operation, input, caller, dueAt),
            ({ }, null, { }, { }) => new LockRequest(to, caller, lockSet),
            ({ }, null, null, { }) => new LockRelease(to, caller),
            _ => throw new InvalidDataException("The stored message to an entity is no request that this version knows."),
        };
    }

    static void WriteCaller(Utf8JsonWriter writer, ParentLink? caller)
    {
        if (caller is null) return;
        writer.WritePropertyName("caller"u8);
        MessageCodec.WriteParent(writer, caller);
    }
}
