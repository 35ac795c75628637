using Grpc.Core;
using Grpc.Internal;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Writes a call's messages one after the other, and none once the call has ended.</summary>
sealed class ResponseWriter(HttpResponse response, MethodOptions options)
{
    readonly Lock _gate = new();
    readonly FrameSerializationContext _serialization =
        new(options.Compression, options.ResponseCompressionLevel, options.MaxSendMessageSize);

    Task _write = Task.CompletedTask;
    bool _ended;

    /// <exception cref="InvalidOperationException">The call has ended, or another write is under way.</exception>
    public Task WriteAsync<T>(
        T message, Action<T, SerializationContext> serializer, string? encoding, bool flush, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_ended)
            {
                throw new InvalidOperationException("Can't write the message because the request is complete.");
            }

            if (!_write.IsCompleted)
            {
                throw new InvalidOperationException("Can't write the message because the previous write is in progress.");
            }

            return _write = WriteCoreAsync(message, serializer, encoding, flush, cancellationToken);
        }
    }

    /// <summary>Refuses further writes and waits for the one under way, which the call's token can cut short.</summary>
    public async Task EndAsync()
    {
        Task last;
        lock (_gate)
        {
            _ended = true;
            last = _write;
        }

        await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    async Task WriteCoreAsync<T>(
        T message, Action<T, SerializationContext> serializer, string? encoding, bool flush, CancellationToken cancellationToken)
    {
        if (!response.HasStarted)
        {
            await response.StartAsync(cancellationToken);
        }

        _serialization.Serialize(message, serializer, response.BodyWriter, encoding);
        if (flush)
        {
            await response.BodyWriter.FlushAsync(cancellationToken);
        }
    }
}
