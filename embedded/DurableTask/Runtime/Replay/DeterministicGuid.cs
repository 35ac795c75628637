using System.Security.Cryptography;
using System.Text;

namespace Microsoft.DurableTask.Runtime.Replay;

/// <summary>
/// The UUID version 5 (RFC 4122, SHA-1) that Durable Task gives out: over <c>{instanceId}_{now:o}_{counter}</c> in its own namespace,
/// so that every replay gives the same.
/// </summary>
internal static class DeterministicGuid
{
    static readonly Guid Namespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    public static Guid Create(string instanceId, DateTime now, int counter)
    {
        string name = $"{instanceId}_{now:o}_{counter}";
        int length = Encoding.UTF8.GetByteCount(name);
        byte[] source = new byte[16 + length];
        Namespace.TryWriteBytes(source, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, source.AsSpan(16));
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(source, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
