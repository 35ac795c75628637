using System.Buffers;
using System.IO.Pipelines;
using Google.Protobuf;
using Grpc.Core;

namespace Grpc.Internal;

/// <summary>Reads framed messages from a body; a message is parsed from the transport's own buffers.</summary>
/// <param name="decompress">Unfolds a payload whose frame says that it is compressed.</param>
sealed class MessageReader(PipeReader input, int? messageBytesMax, Func<ReadOnlySequence<byte>, ReadOnlySequence<byte>> decompress)
{
    readonly PayloadDeserializationContext _deserialization = new();

    /// <summary>Reads the only message of a body, to the body's end.</summary>
    /// <returns>Null when the body is empty.</returns>
    /// <exception cref="RpcException">There is more than one message, a part of one, or a malformed or too large one.</exception>
    public async ValueTask<T?> ReadSingleAsync<T>(Func<DeserializationContext, T> deserializer, CancellationToken cancellationToken)
        where T : class
    {
        T? message = await ReadNextAsync(deserializer, cancellationToken);
        if (message is null)
        {
            return null;
        }

        ReadResult result = await input.ReadAsync(cancellationToken);
        bool more = !result.Buffer.IsEmpty;
        input.AdvanceTo(result.Buffer.End);
        return more ? throw Error("Additional data after the message received.") : message;
    }

    /// <returns>Null at the end of the body.</returns>
    /// <inheritdoc cref="ReadSingleAsync{T}"/>
    public async ValueTask<T?> ReadNextAsync<T>(Func<DeserializationContext, T> deserializer, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            ReadResult result = await input.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> buffer = result.Buffer;
            SequencePosition consumed = buffer.Start;
            SequencePosition examined = buffer.End;
            try
            {
                if (MessageFrame.TryRead(buffer, out MessageFrame frame))
                {
                    frame.Check(messageBytesMax);
                    if (buffer.Length - MessageFrame.HeaderSize >= frame.Length)
                    {
                        ReadOnlySequence<byte> payload = buffer.Slice(MessageFrame.HeaderSize, frame.Length);
                        consumed = examined = payload.End;
                        return Deserialize(frame, payload, deserializer);
                    }
                }

                if (result.IsCompleted)
                {
                    return buffer.IsEmpty ? null : throw Error("Incomplete message.");
                }
            }
            finally
            {
                input.AdvanceTo(consumed, examined);
            }
        }
    }

    T Deserialize<T>(MessageFrame frame, ReadOnlySequence<byte> payload, Func<DeserializationContext, T> deserializer)
    {
        try
        {
            return _deserialization.Deserialize(frame.IsCompressed ? decompress(payload) : payload, deserializer);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new RpcException(new Status(StatusCode.Internal, "Failed to deserialize the message.", e));
        }
    }

    static RpcException Error(string detail) => new(new Status(StatusCode.Internal, detail));
}
