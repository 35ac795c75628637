using System.Buffers;
using System.IO.Pipelines;
using Grpc.Internal;

namespace Grpc.AspNetCore.Web.Internal;

/// <summary>Decodes a body of base64 chunks, each padded for itself, as a gRPC-web-text client sends them.</summary>
sealed class Base64PipeReader(PipeReader inner) : PipeReader
{
    readonly ArrayBufferWriter<byte> _decoded = new();
    int _consumed;
    bool _unexamined;
    bool _innerEnded;
    ReadOnlySequence<byte> _handedOut;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        bool cancelled = false;
        while (!_unexamined && !_innerEnded && !cancelled)
        {
            cancelled = Take(await inner.ReadAsync(cancellationToken));
        }

        return HandOut(cancelled);
    }

    public override bool TryRead(out ReadResult result)
    {
        bool cancelled = !_unexamined && !_innerEnded && inner.TryRead(out ReadResult read) && Take(read);
        bool any = _unexamined || _innerEnded || cancelled;
        result = any ? HandOut(cancelled) : default;
        return any;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _consumed += (int)_handedOut.Slice(0, consumed).Length;
        _unexamined = !_handedOut.Slice(examined).IsEmpty;
        _handedOut = default;
        if (_consumed == _decoded.WrittenCount)
        {
            _decoded.ResetWrittenCount();
            _consumed = 0;
        }
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    /// <returns>Whether the read was cancelled.</returns>
    bool Take(ReadResult read)
    {
        ReadOnlySequence<byte> rest = read.Buffer;
        try
        {
            int before = _decoded.WrittenCount;
            Base64Chunks.Decode(ref rest, _decoded);
            _unexamined |= _decoded.WrittenCount > before;
            _innerEnded = read.IsCompleted;
            if (_innerEnded && !rest.IsEmpty)
            {
                throw Base64Chunks.Invalid();
            }

            return read.IsCanceled;
        }
        finally
        {
            inner.AdvanceTo(rest.Start, read.Buffer.End);
        }
    }

    ReadResult HandOut(bool cancelled)
    {
        _handedOut = new ReadOnlySequence<byte>(_decoded.WrittenMemory[_consumed..]);
        return new ReadResult(_handedOut, cancelled, _innerEnded);
    }
}
