namespace Grpc.Core;

/// <summary>Wishes about one or all messages that are written.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>The message may wait in the buffer for the next one.</summary>
    BufferHint = 0x1,

    /// <summary>The message is sent uncompressed even on a compressed call.</summary>
    NoCompress = 0x2,
}

/// <inheritdoc cref="WriteFlags"/>
public class WriteOptions(WriteFlags flags = default)
{
    public static readonly WriteOptions Default = new();

    public WriteFlags Flags { get; } = flags;
}
