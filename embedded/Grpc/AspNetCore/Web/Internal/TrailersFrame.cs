using System.Buffers;
using System.Text;
using Grpc.Internal;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Grpc.AspNetCore.Web.Internal;

/// <summary>Trailers as the last message of a gRPC-web body: HTTP/1 header lines, names in lower case.</summary>
static class TrailersFrame
{
    public static void Write(IHeaderDictionary trailers, IBufferWriter<byte> output)
    {
        var lines = new StringBuilder();
        foreach ((string name, StringValues values) in trailers)
        {
            foreach (string? value in values)
            {
                lines.Append(name.ToLowerInvariant()).Append(": ").Append(value).Append("\r\n");
            }
        }

        // Names and values are ASCII by now: metadata keys are checked, values refused and messages percent-encoded otherwise.
        byte[] content = Encoding.ASCII.GetBytes(lines.ToString());
        MessageFrame.Write(output.GetSpan(MessageFrame.HeaderSize), MessageFrame.TrailersFlag, content.Length);
        output.Advance(MessageFrame.HeaderSize);
        output.Write(content);
    }
}
