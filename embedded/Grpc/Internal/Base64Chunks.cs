using System.Buffers;
using System.Buffers.Text;
using Grpc.Core;

namespace Grpc.Internal;

/// <summary>Base64 as gRPC-web-text has it: padded chunks one after the other, so padding may stand in the middle.</summary>
static class Base64Chunks
{
    const int QuadSize = 4;

    /// <summary>Decodes the whole quads and leaves the rest in <paramref name="encoded"/>.</summary>
    /// <exception cref="RpcException">INTERNAL: not base64.</exception>
    public static void Decode(ref ReadOnlySequence<byte> encoded, IBufferWriter<byte> output)
    {
        Span<byte> straddling = stackalloc byte[QuadSize];
        while (encoded.Length >= QuadSize)
        {
            scoped ReadOnlySpan<byte> first = encoded.FirstSpan;
            if (first.Length < QuadSize)
            {
                encoded.Slice(0, QuadSize).CopyTo(straddling);
                first = straddling;
            }

            // Up to and with the quad that is padded, else all whole quads.
            int padding = first.IndexOf((byte)'=');
            int length = padding < 0 ? first.Length : Math.Min(first.Length, padding + QuadSize);
            length -= length % QuadSize;
            Span<byte> destination = output.GetSpan(Base64.GetMaxDecodedFromUtf8Length(length));
            if (Base64.DecodeFromUtf8(first[..length], destination, out int consumed, out int written) != OperationStatus.Done || consumed != length)
            {
                throw Invalid();
            }

            output.Advance(written);
            encoded = encoded.Slice(length);
        }
    }

    public static RpcException Invalid() => new(new Status(StatusCode.Internal, "The gRPC-web-text body is not valid base64."));
}
