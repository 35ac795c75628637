using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Core.Templates.Text;

/// <summary>JSON (RFC 8259) with the lines of its values.</summary>
ref struct JsonText
{
    readonly ReadOnlySpan<byte> _utf8;
    Utf8JsonReader _reader;
    int _counted;
    int _line = 1;

    JsonText(ReadOnlySpan<byte> utf8)
    {
        _utf8 = utf8;
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = SourceText.DepthMax });
    }

    /// <exception cref="SourceException"/>
    public static SourceNode Read(string text)
    {
        try
        {
            var json = new JsonText(Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF')));
            json._reader.Read();
            SourceNode root = json.ReadValue();
            return !json._reader.Read() ? root : throw new SourceException(json.Line(), "there is more after the end");
        }
        catch (JsonException e)
        {
            throw new SourceException((int)(e.LineNumber ?? 0) + 1, e.Message.Split(" LineNumber:", 2)[0]);
        }
        catch (InvalidOperationException e)
        {
            throw new SourceException(1, e.Message);  // half a surrogate pair
        }
    }

    SourceNode ReadValue()
    {
        int line = Line();
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadMapping(line);
            case JsonTokenType.StartArray:
                List<SourceNode> items = [];
                while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadValue());
                }

                return new SourceList(line, items);
            case JsonTokenType.String:
                return new SourceScalar(line, JsonValue.Create(_reader.GetString()));
            case JsonTokenType.Number:
                double number = _reader.GetDouble();
                return double.IsFinite(number)
                    ? new SourceScalar(line, JsonValue.Create(number))
                    : throw new SourceException(line, string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetString(_reader.ValueSpan)} is too large a number"));
            case JsonTokenType.Null:
                return new SourceScalar(line, null);
            default:
                return new SourceScalar(line, JsonValue.Create(_reader.TokenType == JsonTokenType.True));
        }
    }

    SourceMapping ReadMapping(int line)
    {
        var entries = new EntryList();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            int keyLine = Line();
            string key = _reader.GetString()!;
            _reader.Read();
            entries.Add(key, keyLine, ReadValue());
        }

        return new SourceMapping(line, entries.Found);
    }

    int Line()
    {
        int start = (int)_reader.TokenStartIndex;
        _line += _utf8[_counted..start].Count((byte)'\n');
        _counted = start;
        return _line;
    }
}
