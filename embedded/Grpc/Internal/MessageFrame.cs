using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Grpc.Core;

namespace Grpc.Internal;

/// <summary>The five bytes before each message: a flag (1 = compressed, 0x80 = gRPC-web trailers) and the big-endian length.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct MessageFrame(byte Flag, uint Length)
{
    public const int HeaderSize = 5;
    public const byte TrailersFlag = 0x80;

    public bool IsCompressed => Flag == 1;

    public static MessageFrame Read(ReadOnlySpan<byte> header) => new(header[0], BinaryPrimitives.ReadUInt32BigEndian(header[1..]));

    public static bool TryRead(in ReadOnlySequence<byte> buffer, out MessageFrame frame)
    {
        if (buffer.Length < HeaderSize)
        {
            frame = default;
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderSize];
        buffer.Slice(0, HeaderSize).CopyTo(header);
        frame = Read(header);
        return true;
    }

    public static void Write(Span<byte> header, byte flag, int length)
    {
        header[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], length);
    }

    /// <exception cref="RpcException">The flag is none of gRPC's, or the length is over <paramref name="messageBytesMax"/>.</exception>
    public void Check(int? messageBytesMax)
    {
        if (Flag > 1)
        {
            Throw(StatusCode.Internal, "Unexpected compressed flag value in message header.");
        }

        if (Length > (uint)(messageBytesMax ?? Array.MaxLength))
        {
            Throw(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size.");
        }
    }

    [DoesNotReturn]
    static void Throw(StatusCode code, string detail) => throw new RpcException(new Status(code, detail));
}
