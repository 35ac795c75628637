using System.Buffers;
using System.IO.Compression;
using Grpc.Core;

namespace Grpc.Internal;

/// <summary>
/// Writes one message with its five-byte header to a buffer writer. A payload whose length is announced goes straight there;
/// one of unknown length, or to be compressed, is collected first. Reused from message to message.
/// </summary>
sealed class FrameSerializationContext(MessageCompression compression, CompressionLevel? level, int? messageBytesMax) : SerializationContext
{
    readonly ArrayBufferWriter<byte> _collected = new();
    IBufferWriter<byte>? _output;
    string? _encoding;
    int? _announcedLength;
    bool _headerWritten;
    bool _completed;

    /// <param name="encoding">Null leaves the message uncompressed.</param>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED when the message is larger than may be sent.</exception>
    public void Serialize<T>(T message, Action<T, SerializationContext> serializer, IBufferWriter<byte> output, string? encoding)
    {
        _collected.ResetWrittenCount();
        _output = output;
        _encoding = encoding;
        _announcedLength = null;
        _headerWritten = false;
        _completed = false;
        serializer(message, this);
        if (!_completed)
        {
            throw new InvalidOperationException("The serializer did not complete the message.");
        }
    }

    public override void SetPayloadLength(int payloadLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(payloadLength);
        CheckSize(payloadLength);
        _announcedLength = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (_announcedLength is not { } length || _encoding is not null)
        {
            return _collected;
        }

        if (!_headerWritten)
        {
            WriteHeader(flag: 0, length);
            _headerWritten = true;
        }

        return _output!;
    }

    public override void Complete()
    {
        if (_headerWritten)
        {
            Finish();
        }
        else
        {
            WriteWhole(new ReadOnlySequence<byte>(_collected.WrittenMemory));
        }
    }

    public override void Complete(byte[] payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        WriteWhole(new ReadOnlySequence<byte>(payload));
    }

    void WriteWhole(in ReadOnlySequence<byte> payload)
    {
        CheckSize(payload.Length);
        if (_encoding is null)
        {
            WriteHeader(flag: 0, (int)payload.Length);
            foreach (ReadOnlyMemory<byte> segment in payload)
            {
                _output!.Write(segment.Span);
            }
        }
        else
        {
            using var compressed = new MemoryStream();
            compression.Compress(_encoding, level, payload, compressed);
            WriteHeader(flag: 1, (int)compressed.Length);
            _output!.Write(compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
        }

        Finish();
    }

    void WriteHeader(byte flag, int length)
    {
        MessageFrame.Write(_output!.GetSpan(MessageFrame.HeaderSize), flag, length);
        _output.Advance(MessageFrame.HeaderSize);
    }

    void Finish()
    {
        if (_completed)
        {
            throw new InvalidOperationException("The serializer completed the message twice.");
        }

        _completed = true;
        _output = null;
    }

    void CheckSize(long length)
    {
        if (length > messageBytesMax)
        {
            throw new RpcException(new Status(
                StatusCode.ResourceExhausted, "Sending message exceeds the maximum configured message size."));
        }
    }
}
