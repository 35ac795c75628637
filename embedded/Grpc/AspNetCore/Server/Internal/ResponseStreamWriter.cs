using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>The response stream of a call; each message is flushed, unless the write options ask for buffering.</summary>
sealed class ResponseStreamWriter<TResponse>(HttpContextServerCallContext call, Marshaller<TResponse> marshaller)
    : IServerStreamWriter<TResponse>
    where TResponse : class
{
    WriteOptions? _writeOptions;

    /// <summary>The call's own options until the stream has some.</summary>
    public WriteOptions? WriteOptions
    {
        get => _writeOptions ?? call.WriteOptions;
        set => _writeOptions = value;
    }

    public Task WriteAsync(TResponse message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return call.Token.IsCancellationRequested
            ? Task.FromCanceled(call.Token)
            : call.WriteMessageAsync(
                message,
                marshaller.ContextualSerializer,
                WriteOptions,
                flush: WriteOptions is not { } options || !options.Flags.HasFlag(WriteFlags.BufferHint));
    }
}
