using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Orchestrator.Core.Templates.Text;

namespace Orchestrator.Cli.Wording;

/// <summary>Messages of the contract as people write them: YAML or JSON, with the fields' names of either proto or JSON.</summary>
internal static class MessageText
{
    /// <exception cref="CommandFailedException">It is none; names file, line and field.</exception>
    public static T Parse<T>(string file, string text)
        where T : IMessage<T>, new()
    {
        try
        {
            SourceNode source = SourceText.Read(text);
            if (source is not SourceMapping root)
            {
                throw new SourceException(source.Line, $"must be a {new T().Descriptor.Name} of fields");
            }

            return Find(root, "", new T().Descriptor) is { } mistake ? throw mistake : (T)new T().Descriptor.Parser.ParseJson(root.ToJson().ToJsonString());
        }
        catch (SourceException error)
        {
            throw new CommandFailedException($"{file}, line {error.Line}: {error.Message}", error);
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new CommandFailedException($"{file}: {error.Message}", error);
        }
    }

    // The parser does not say where it stopped: whatever it does not take alone is where the mistake is.
    static SourceException? Find(SourceMapping mapping, string path, MessageDescriptor message)
    {
        foreach (SourceEntry entry in mapping.Entries)
        {
            string at = path + entry.Key;
            FieldDescriptor? field = message.Fields.InDeclarationOrder().FirstOrDefault(f => f.JsonName == entry.Key || f.Name == entry.Key);
            if (field is null)
            {
                return new SourceException(entry.Line, $"{at}: {message.Name} has no such field");
            }

            if (FindWithin(entry.Value, at, field) is { } within)
            {
                return within;
            }

            if (Refusal(message, new JsonObject { [entry.Key] = entry.Value.ToJson() }) is { } refusal)
            {
                return new SourceException(entry.Line, $"{at}: {refusal}");
            }
        }

        return null;
    }

    static SourceException? FindWithin(SourceNode value, string path, FieldDescriptor field) => (field, value) switch
    {
        ({ FieldType: not FieldType.Message } or { IsMap: true }, _) => null,
        (_, _) when field.MessageType.File.Package == "google.protobuf" => null,
        ({ IsRepeated: true }, SourceList list) => list.Items
            .Select((item, i) => item is SourceMapping one ? Find(one, $"{path}[{i}].", field.MessageType) : null)
            .FirstOrDefault(mistake => mistake is not null),
        ({ IsRepeated: false }, SourceMapping one) => Find(one, $"{path}.", field.MessageType),
        _ => null,
    };

    static string? Refusal(MessageDescriptor message, JsonObject json)
    {
        try
        {
            message.Parser.ParseJson(json.ToJsonString());
            return null;
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidJsonException)
        {
            return error.Message;
        }
    }
}
