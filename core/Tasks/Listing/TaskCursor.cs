using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Orchestrator.Core.Tasks.Listing;

/// <summary>
/// The last task of a page: the next page begins after it, in the order created_at and id, both descending, or in that of a map's
/// index.
/// </summary>
public sealed record TaskCursor(DateTimeOffset CreatedAt, int MapIndex, Guid TaskId)
{
    public const int FingerprintLength = 16;
    const int IdLength = 16;
    const int Length = FingerprintLength + sizeof(long) + sizeof(int) + IdLength;

    public TaskCursor(DateTimeOffset createdAt, Guid taskId)
        : this(createdAt, MapIndex: 0, taskId)
    {
    }

    public static TaskCursor After(TaskRecord task) => new(task.CreatedAt, task.MapIndex ?? 0, task.Id);

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
            new DateTimeOffset(ticks, TimeSpan.Zero),
            BinaryPrimitives.ReadInt32BigEndian(bytes[(FingerprintLength + sizeof(long))..]),
            new Guid(bytes[^IdLength..], bigEndian: true));
        return true;
    }

    /// <returns>Opaque text for the client, bound to the list that it belongs to.</returns>
    public string ToToken(string filterFingerprint)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Encoding.ASCII.GetBytes(filterFingerprint, bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[FingerprintLength..], CreatedAt.UtcTicks);
        BinaryPrimitives.WriteInt32BigEndian(bytes[(FingerprintLength + sizeof(long))..], MapIndex);
        TaskId.TryWriteBytes(bytes[^IdLength..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }
}
