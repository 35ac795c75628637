using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Orchestrator.Cli.Wording;

/// <summary>Messages as protobuf's canonical JSON, every field present, so that a script's path always exists.</summary>
internal static class JsonText
{
    static readonly JsonFormatter Line = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));
    static readonly JsonFormatter Indented = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true).WithIndentation());

    public static string Document(IMessage message) => Indented.Format(message);

    public static string OneLine(IMessage message) => Line.Format(message);

    /// <summary>Any JSON value from the command line.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Value ParseValue(string json)
    {
        try
        {
            return Value.Parser.ParseJson(json);
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new FormatException($"not a JSON value: {error.Message}", error);
        }
    }

    /// <summary>A JSON object from the command line.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Struct ParseObject(string json)
    {
        try
        {
            return Struct.Parser.ParseJson(json);
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new FormatException($"not a JSON object: {error.Message}", error);
        }
    }
}
