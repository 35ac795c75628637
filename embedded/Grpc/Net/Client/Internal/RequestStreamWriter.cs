using System.Buffers;
using System.Net;
using Grpc.Core;
using Grpc.Internal;

namespace Grpc.Net.Client.Internal;

/// <summary>The request stream of a call: a body that lasts until <see cref="CompleteAsync"/>.</summary>
sealed class RequestStreamWriter<TRequest>(GrpcCall call, Marshaller<TRequest> marshaller) : IClientStreamWriter<TRequest>
{
    readonly TaskCompletionSource<Stream> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly FrameSerializationContext _serialization = call.CreateSerialization();
    readonly ArrayBufferWriter<byte> _frame = new();
    int _writing;

    public WriteOptions? WriteOptions { get; set; } = call.Options.WriteOptions;

    public HttpContent Content => field ??= new PushContent(this);

    public async Task WriteAsync(TRequest message)
    {
        if (_completed.Task.IsCompleted)
        {
            throw new InvalidOperationException("Request stream has already been completed.");
        }

        if (Interlocked.Exchange(ref _writing, 1) == 1)
        {
            throw new InvalidOperationException("Can't write the message because the previous write is in progress.");
        }

        try
        {
            Stream body = await _opened.Task.WaitAsync(call.Token);
            WriteFlags flags = WriteOptions?.Flags ?? default;
            _frame.ResetWrittenCount();
            _serialization.Serialize(
                message, marshaller.ContextualSerializer, _frame, flags.HasFlag(WriteFlags.NoCompress) ? null : call.RequestEncoding);
            await body.WriteAsync(_frame.WrittenMemory, call.Token);
            if (!flags.HasFlag(WriteFlags.BufferHint))
            {
                await body.FlushAsync(call.Token);
            }
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw call.Resolve(e, "Error writing the message.");
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }

    public Task CompleteAsync()
    {
        _completed.TrySetResult();
        return Task.CompletedTask;
    }

    sealed class PushContent(RequestStreamWriter<TRequest> writer) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            // The headers go out now: a server may answer before the first message.
            await stream.FlushAsync(cancellationToken);
            writer._opened.TrySetResult(stream);
            await writer._completed.Task.WaitAsync(cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
