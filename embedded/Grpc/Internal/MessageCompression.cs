using System.Buffers;
using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Grpc.Internal;

/// <summary>The encodings that one side knows, and single messages through them.</summary>
sealed class MessageCompression
{
    readonly Dictionary<string, ICompressionProvider> _providers = new(StringComparer.Ordinal);

    /// <summary>The first provider of a name counts.</summary>
    public MessageCompression(IEnumerable<ICompressionProvider> providers)
    {
        foreach (ICompressionProvider provider in providers)
        {
            _providers.TryAdd(provider.EncodingName, provider);
        }

        AcceptEncoding = string.Join(',', _providers.Keys.Prepend(GrpcHeaders.Identity));
    }

    public static IReadOnlyList<ICompressionProvider> DefaultProviders { get; } =
        [new GzipCompressionProvider(CompressionLevel.Fastest), new DeflateCompressionProvider(CompressionLevel.Fastest)];

    public static MessageCompression Default { get; } = new(DefaultProviders);

    /// <summary>The value of <c>grpc-accept-encoding</c>.</summary>
    public string AcceptEncoding { get; }

    public bool Supports(string encoding) => _providers.ContainsKey(encoding);

    public void Compress(string encoding, CompressionLevel? level, ReadOnlySequence<byte> payload, Stream output)
    {
        using Stream compressor = _providers[encoding].CreateCompressionStream(output, level);
        foreach (ReadOnlyMemory<byte> segment in payload)
        {
            compressor.Write(segment.Span);
        }
    }

    /// <summary>Decompresses one message; a message that unfolds to more than allowed is given up on the way.</summary>
    /// <exception cref="RpcException">
    /// INTERNAL for no encoding, <c>identity</c> or broken data; UNIMPLEMENTED for an unknown encoding; RESOURCE_EXHAUSTED for too much.
    /// </exception>
    public ReadOnlySequence<byte> Decompress(string? encoding, in ReadOnlySequence<byte> payload, int? messageBytesMax)
    {
        ICompressionProvider provider = FindProvider(encoding);
        var output = new ArrayBufferWriter<byte>();
        try
        {
            using Stream decompressor = provider.CreateDecompressionStream(new ReadOnlySequenceStream(payload));
            int read;
            while ((read = decompressor.Read(output.GetSpan(4096))) > 0)
            {
                output.Advance(read);
                if (output.WrittenCount > (messageBytesMax ?? Array.MaxLength))
                {
                    throw Error(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size.");
                }
            }
        }
        catch (InvalidDataException e)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"Message is not valid {encoding} data.", e));
        }

        return new ReadOnlySequence<byte>(output.WrittenMemory);
    }

    ICompressionProvider FindProvider(string? encoding)
    {
        if (encoding is null)
        {
            throw Error(StatusCode.Internal, "Request did not include grpc-encoding value with compressed message.");
        }

        if (encoding == GrpcHeaders.Identity)
        {
            throw Error(StatusCode.Internal, "Request sent 'identity' grpc-encoding value with compressed message.");
        }

        return _providers.TryGetValue(encoding, out ICompressionProvider? provider)
            ? provider
            : throw Error(
                StatusCode.Unimplemented,
                $"Unsupported grpc-encoding value '{encoding}'. Supported encodings: {AcceptEncoding.Replace(",", ", ", StringComparison.Ordinal)}");
    }

    static RpcException Error(StatusCode code, string detail) => new(new Status(code, detail));
}
