using System.Net.Http.Headers;
using System.Text;
using Grpc.Core;
using Grpc.Internal;

namespace Grpc.Net.Client.Web.Internal;

/// <summary>Passes messages on, and takes the trailers frame that ends a gRPC-web body into the trailing headers.</summary>
sealed class GrpcWebResponseStream(Stream inner, HttpResponseHeaders trailers) : ReadOnlyStream
{
    const int TrailerBytesMax = 64 * 1024;

    readonly byte[] _header = new byte[MessageFrame.HeaderSize];
    int _headerLeft;
    uint _payloadLeft;
    bool _ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _ended)
        {
            return 0;
        }

        if (_headerLeft == 0 && _payloadLeft == 0 && !await ReadHeaderAsync(cancellationToken))
        {
            _ended = true;
            return 0;
        }

        int read;
        if (_headerLeft > 0)
        {
            read = Math.Min(_headerLeft, buffer.Length);
            _header.AsSpan(_header.Length - _headerLeft, read).CopyTo(buffer.Span);
            _headerLeft -= read;
            return read;
        }

        read = await inner.ReadAsync(buffer[..(int)Math.Min((uint)buffer.Length, _payloadLeft)], cancellationToken);
        _payloadLeft -= (uint)read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <returns>False at the end: after the trailers, or where the body stops without any.</returns>
    async ValueTask<bool> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        int read = await inner.ReadAtLeastAsync(_header, _header.Length, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
        {
            return false;
        }

        if (read < _header.Length)
        {
            throw Error("Unexpected end of content while reading the message header.");
        }

        MessageFrame frame = MessageFrame.Read(_header);
        if ((frame.Flag & MessageFrame.TrailersFlag) == 0)
        {
            _headerLeft = _header.Length;
            _payloadLeft = frame.Length;
            return true;
        }

        if (frame.Length > TrailerBytesMax)
        {
            throw Error("Trailers are too large.");
        }

        byte[] content = new byte[frame.Length];
        await inner.ReadExactlyAsync(content, cancellationToken);
        AddTrailers(Encoding.ASCII.GetString(content));
        return await inner.ReadAsync(_header, cancellationToken) == 0 ? false : throw Error("Unexpected data after trailers.");
    }

    void AddTrailers(string lines)
    {
        foreach (string line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                throw Error("Error parsing badly formatted trailing header.");
            }

            trailers.TryAddWithoutValidation(line[..colon].Trim(), line[(colon + 1)..].Trim());
        }
    }

    static RpcException Error(string detail) => new(new Status(StatusCode.Internal, detail));
}
