using System.Text.Json;
using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.History;

namespace Microsoft.DurableTask.Runtime.Store;

/// <summary>Messages and start data as compact JSON.</summary>
internal static class MessageCodec
{
    /// <summary>Writes a message, with a reference in place of each large payload.</summary>
    /// <param name="payloads">The large payloads by hash; null where there are none.</param>
    public static byte[] Write(Message message, out IReadOnlyDictionary<string, string>? payloads)
    {
        using var references = new PayloadReferences();
        byte[] bytes = Write(message);
        payloads = references.Payloads;
        return bytes;
    }

    public static byte[] Write(Message message) => message is UnreadableMessage raw ? raw.Bytes : HistoryWriter.Write(message, static (writer, value) =>
    {
        writer.WriteStartObject();
        switch (value)
        {
            case StartMessage start:
                writer.WritePropertyName("start"u8);
                WriteInstance(writer, start.Instance);
                writer.WriteStartArray("dedupe"u8);
                foreach (InstanceStatus status in start.Dedupe) writer.WriteNumberValue((int)status);
                writer.WriteEndArray();
                break;
            case EventMessage sent:
                writer.WriteString("to"u8, sent.InstanceId);
                if (sent.TargetId != 0) writer.WriteNumber("id"u8, sent.TargetId);
                if (sent.TargetId != 0) writer.WriteNumber("execution"u8, sent.TargetExecution);
                writer.WritePropertyName("event"u8);
                HistoryWriter.WriteEvent(writer, sent.Event);
                break;
            case EntityMessage entity:
                writer.WritePropertyName("entity"u8);
                EntityMessageCodec.Write(writer, entity);
                break;
        }

        writer.WriteEndObject();
    });

    /// <returns>An <see cref="UnreadableMessage"/> where the bytes are no message of this version or an older one.</returns>
    public static Message ReadOrKeep(string instanceId, byte[] json, IReadOnlyDictionary<string, string>? payloads = null)
    {
        try
        {
            return Read(json, payloads);
        }
        catch (InvalidDataException e)
        {
            return new UnreadableMessage(instanceId, json, e.Message);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public static Message Read(ReadOnlySpan<byte> json, IReadOnlyDictionary<string, string>? payloads = null)
    {
        var reader = new Utf8JsonReader(json);
        InstanceRow? start = null;
        var dedupe = new List<InstanceStatus>();
        string? to = null;
        long id = 0;
        int execution = 0;
        HistoryEvent? sent = null;
        EntityMessage? entity = null;
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("start"u8)) start = ReadInstance(ref reader, payloads);
                else if (reader.ValueTextEquals("dedupe"u8))
                {
                    reader.Read();
                    while (reader.Read() && reader.TokenType == JsonTokenType.Number) dedupe.Add((InstanceStatus)reader.GetInt32());
                }
                else if (reader.ValueTextEquals("to"u8)) to = HistoryReader.ReadString(ref reader);
                else if (reader.ValueTextEquals("id"u8)) id = ReadLong(ref reader);
                else if (reader.ValueTextEquals("execution"u8)) execution = HistoryReader.ReadInt(ref reader);
                else if (reader.ValueTextEquals("event"u8))
                {
                    reader.Read();
                    sent = HistoryReader.ReadEvent(ref reader, payloads);
                }
                else if (reader.ValueTextEquals("entity"u8)) entity = EntityMessageCodec.Read(ref reader);
                else reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("The stored message is not valid JSON.", e);
        }

        if (start is not null) return new StartMessage(start, dedupe);
        if (entity is not null) return entity;
        if (to is not null && sent is not null) return new EventMessage(to, sent, id, execution);
        throw new InvalidDataException("The stored message is neither a start nor an event nor an entity's.");
    }

    static void WriteInstance(Utf8JsonWriter writer, InstanceRow row)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id"u8, row.Id);
        writer.WriteString("instance"u8, row.InstanceId);
        writer.WriteString("name"u8, row.Name);
        HistoryWriter.WriteOptional(writer, "version"u8, row.Version);
        HistoryWriter.WritePayload(writer, "input"u8, row.Input);
        HistoryWriter.WriteTags(writer, row.Tags);
        writer.WriteString("created"u8, row.CreatedAt);
        if (row.StartAt is { } startAt) writer.WriteString("startAt"u8, startAt);
        if (row.Parent is { } parent)
        {
            writer.WritePropertyName("parent"u8);
            WriteParent(writer, parent);
        }

        writer.WriteEndObject();
    }

    public static void WriteParent(Utf8JsonWriter writer, ParentLink parent)
    {
        writer.WriteStartObject();
        writer.WriteString("instance"u8, parent.InstanceId);
        writer.WriteString("name"u8, parent.Name);
        writer.WriteNumber("id"u8, parent.Id);
        writer.WriteNumber("execution"u8, parent.Execution);
        writer.WriteNumber("task"u8, parent.TaskId);
        writer.WriteEndObject();
    }

    /// <summary>Reads a parent link; the reader stands before its <c>{</c>.</summary>
    public static ParentLink ReadParent(ref Utf8JsonReader reader)
    {
        reader.Read();
        var parent = new ParentLink("", "", 0, 0, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("instance"u8)) parent = parent with { InstanceId = HistoryReader.ReadString(ref reader) ?? "" };
            else if (reader.ValueTextEquals("name"u8)) parent = parent with { Name = HistoryReader.ReadString(ref reader) ?? "" };
            else if (reader.ValueTextEquals("id"u8)) parent = parent with { Id = ReadLong(ref reader) };
            else if (reader.ValueTextEquals("execution"u8)) parent = parent with { Execution = HistoryReader.ReadInt(ref reader) };
            else if (reader.ValueTextEquals("task"u8)) parent = parent with { TaskId = HistoryReader.ReadInt(ref reader) };
            else reader.Skip();
        }

        return parent;
    }

    static InstanceRow ReadInstance(ref Utf8JsonReader reader, IReadOnlyDictionary<string, string>? payloads)
    {
        reader.Read();
        var row = new InstanceRow(0, "", 0, "", null, null, null, null, default, null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8)) row = row with { Id = ReadLong(ref reader) };
            else if (reader.ValueTextEquals("instance"u8)) row = row with { InstanceId = HistoryReader.ReadString(ref reader) ?? "" };
            else if (reader.ValueTextEquals("name"u8)) row = row with { Name = HistoryReader.ReadString(ref reader) ?? "" };
            else if (reader.ValueTextEquals("version"u8)) row = row with { Version = HistoryReader.ReadString(ref reader) };
            else if (reader.ValueTextEquals("input"u8)) row = row with { Input = HistoryReader.ReadPayload(ref reader, payloads) };
            else if (reader.ValueTextEquals("tags"u8)) row = row with { Tags = HistoryReader.ReadTags(ref reader) };
            else if (reader.ValueTextEquals("created"u8)) row = row with { CreatedAt = new DateTimeOffset(HistoryReader.ReadTime(ref reader)) };
            else if (reader.ValueTextEquals("startAt"u8)) row = row with { StartAt = new DateTimeOffset(HistoryReader.ReadTime(ref reader)) };
            else if (reader.ValueTextEquals("parent"u8)) row = row with { Parent = ReadParent(ref reader) };
            else reader.Skip();
        }

        return row;
    }

    static long ReadLong(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }
}
