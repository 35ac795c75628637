using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a marshaller puts one message: either <see cref="Complete(byte[])"/>, or the buffer writer and then <see cref="Complete()"/>.</summary>
public abstract class SerializationContext
{
    protected SerializationContext()
    {
    }

    public virtual void Complete(byte[] payload) => throw new NotSupportedException();

    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotSupportedException();

    /// <summary>Says the payload's exact length before it is written, which lets it go to the transport unbuffered.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    public virtual void Complete() => throw new NotSupportedException();
}
