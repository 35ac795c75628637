using System.Buffers;
using Grpc.Core;

namespace Grpc.Internal;

/// <summary>Hands one received payload to a marshaller without copying it; reused from message to message.</summary>
sealed class PayloadDeserializationContext : DeserializationContext
{
    ReadOnlySequence<byte> _payload;

    public override int PayloadLength => (int)_payload.Length;

    public override byte[] PayloadAsNewBuffer() => _payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;

    public T Deserialize<T>(in ReadOnlySequence<byte> payload, Func<DeserializationContext, T> deserializer)
    {
        _payload = payload;
        try
        {
            return deserializer(this);
        }
        finally
        {
            _payload = default;
        }
    }
}
