using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Orchestrator.Core.Tasks.Listing;

/// <summary>The last task of a page: the next page begins after it, in the order created_at and id, both descending.</summary>
public sealed record TaskCursor(DateTimeOffset CreatedAt, Guid TaskId)
{
    public const int FingerprintLength = 16;
    const int Length = FingerprintLength + sizeof(long) + 16;

    /// <returns>False when <paramref name="token"/> was not made by <see cref="ToToken"/> for the same filter.</returns>
    public static bool TryReadToken(string token, string filterFingerprint, out TaskCursor? cursor)
    {
        cursor = null;
        Span<byte> bytes = stackalloc byte[Length];
        if (token.Length != Base64Url.GetEncodedLength(Length)
            || Base64Url.DecodeFromChars(token, bytes, out _, out int written) != OperationStatus.Done
            || written != Length
            || Encoding.ASCII.GetString(bytes[..FingerprintLength]) != filterFingerprint)
        {
            return false;
        }

        long ticks = BinaryPrimitives.ReadInt64BigEndian(bytes[FingerprintLength..]);
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        cursor = new TaskCursor(
            new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[(FingerprintLength + sizeof(long))..], bigEndian: true));
        return true;
    }

    /// <returns>Opaque text for the client, bound to the list that it belongs to.</returns>
    public string ToToken(string filterFingerprint)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Encoding.ASCII.GetBytes(filterFingerprint, bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[FingerprintLength..], CreatedAt.UtcTicks);
        TaskId.TryWriteBytes(bytes[(FingerprintLength + sizeof(long))..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }
}
