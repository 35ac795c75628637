using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;

namespace Grpc.AspNetCore.Web.Internal;

/// <summary>Encodes what is written between two flushes as one base64 chunk with its own padding.</summary>
sealed class Base64PipeWriter(PipeWriter inner) : PipeWriter
{
    readonly ArrayBufferWriter<byte> _plain = new();

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _plain.WrittenCount;

    public override void Advance(int bytes) => _plain.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _plain.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _plain.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Encode();
        return inner.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        Encode();
        inner.Complete(exception);
    }

    void Encode()
    {
        if (_plain.WrittenCount == 0)
        {
            return;
        }

        Span<byte> encoded = inner.GetSpan(Base64.GetMaxEncodedToUtf8Length(_plain.WrittenCount));
        Base64.EncodeToUtf8(_plain.WrittenSpan, encoded, out _, out int written);
        inner.Advance(written);
        _plain.ResetWrittenCount();
    }
}
