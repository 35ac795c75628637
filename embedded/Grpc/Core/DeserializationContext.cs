using System.Buffers;

namespace Grpc.Core;

/// <summary>One received message; its bytes are valid only until the marshaller returns.</summary>
public abstract class DeserializationContext
{
    protected DeserializationContext()
    {
    }

    public abstract int PayloadLength { get; }

    public virtual byte[] PayloadAsNewBuffer() => throw new NotSupportedException();

    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotSupportedException();
}
