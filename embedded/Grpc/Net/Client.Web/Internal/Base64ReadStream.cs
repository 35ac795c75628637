using System.Buffers;
using System.IO.Pipelines;
using Grpc.Internal;

namespace Grpc.Net.Client.Web.Internal;

/// <summary>Decodes a body of base64 chunks.</summary>
sealed class Base64ReadStream(Stream inner) : ReadOnlyStream
{
    readonly PipeReader _encoded = PipeReader.Create(inner);
    readonly ArrayBufferWriter<byte> _decoded = new();
    int _consumed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_consumed == _decoded.WrittenCount)
        {
            _decoded.ResetWrittenCount();
            _consumed = 0;
            ReadResult result = await _encoded.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> rest = result.Buffer;
            Base64Chunks.Decode(ref rest, _decoded);
            bool ended = result.IsCompleted && _decoded.WrittenCount == 0;
            if (ended && !rest.IsEmpty)
            {
                throw Base64Chunks.Invalid();
            }

            _encoded.AdvanceTo(rest.Start, result.Buffer.End);
            if (ended)
            {
                return 0;
            }
        }

        ReadOnlyMemory<byte> part = _decoded.WrittenMemory[_consumed..];
        part = part[..Math.Min(part.Length, buffer.Length)];
        part.CopyTo(buffer);
        _consumed += part.Length;
        return part.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _encoded.Complete();
        }

        base.Dispose(disposing);
    }
}
