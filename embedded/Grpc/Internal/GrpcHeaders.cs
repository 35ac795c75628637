using Grpc.Core;

namespace Grpc.Internal;

/// <summary>The header names of gRPC over HTTP/2: github.com/grpc/grpc, doc/PROTOCOL-HTTP2.md.</summary>
static class GrpcHeaders
{
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Timeout = "grpc-timeout";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Identity = "identity";

    /// <summary>Metadata key by which a caller, or a handler in its response headers, chooses the compression of its own messages.</summary>
    public const string RequestedEncoding = "grpc-internal-encoding-request";

    /// <summary>Headers of the protocol itself: not part of a call's metadata.</summary>
    public static bool IsReserved(string name) =>
        name.StartsWith(':')
        || IsAny(name, Status, Message, Timeout, Encoding, AcceptEncoding)
        || IsAny(name, "content-encoding", "content-type", "te", "host", "accept-encoding");

    /// <exception cref="FormatException">A binary header is not base64.</exception>
    public static void AddTo(Metadata metadata, string name, string value)
    {
        if (!name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
        {
            metadata.Add(name, value);
            return;
        }

        // A binary header may hold several values, joined by commas, and need not be padded.
        foreach (string part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            metadata.Add(name, Convert.FromBase64String(part.PadRight((part.Length + 3) / 4 * 4, '=')));
        }
    }

    static bool IsAny(string name, params ReadOnlySpan<string> names)
    {
        foreach (string other in names)
        {
            if (name.Equals(other, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
