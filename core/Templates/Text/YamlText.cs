using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Orchestrator.Core.Templates.Text;

/// <summary>
/// YAML 1.2 with its core schema, one document. Anchors, aliases and tags are refused: a template says what it means where it is read, and
/// a text of a few lines cannot grow to gigabytes.
/// </summary>
sealed class YamlText
{
    readonly Parser _parser;

    YamlText(string text) => _parser = new Parser(new StringReader(text));

    /// <exception cref="SourceException"/>
    public static SourceNode Read(string text)
    {
        try
        {
            return new YamlText(text).ReadDocument();
        }
        catch (YamlException e)
        {
            throw new SourceException((int)e.Start.Line, e.Message);
        }
    }

    SourceNode ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            throw new SourceException(1, "is empty");
        }

        SourceNode root = ReadValue(depth: 0);
        _parser.Consume<DocumentEnd>();
        return _parser.Accept<StreamEnd>(out _) ? root : throw new SourceException(LineOf(_parser.Current!), "has more than one document");
    }

    SourceNode ReadValue(int depth)
    {
        if (depth > SourceText.DepthMax)
        {
            throw new SourceException(LineOf(_parser.Current!), $"has more than {SourceText.DepthMax} values in values");
        }

        ParsingEvent next = _parser.Consume<ParsingEvent>();
        int line = LineOf(next);
        if (next is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
        {
            throw new SourceException(line, "anchors and aliases (& and *) are not taken");
        }

        if (next is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } tag })
        {
            throw new SourceException(line, $"tag {tag} is not taken");
        }

        switch (next)
        {
            case MappingStart:
                return ReadMapping(line, depth);
            case SequenceStart:
                List<SourceNode> items = [];
                while (!_parser.TryConsume<SequenceEnd>(out _))
                {
                    items.Add(ReadValue(depth + 1));
                }

                return new SourceList(line, items);
            default:
                var scalar = (Scalar)next;
                return new SourceScalar(line, YamlScalar.Read(scalar.Value, isPlain: scalar.Style == ScalarStyle.Plain, line));
        }
    }

    SourceMapping ReadMapping(int line, int depth)
    {
        var entries = new EntryList();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (_parser.Consume<ParsingEvent>() is not Scalar { Anchor.IsEmpty: true } key)
            {
                throw new SourceException(LineOf(_parser.Current!), "a key must be a text");
            }

            entries.Add(key.Value, LineOf(key), ReadValue(depth + 1));
        }

        return new SourceMapping(line, entries.Found);
    }

    static int LineOf(ParsingEvent at) => (int)at.Start.Line;
}
