using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>The response stream of a call.</summary>
sealed class ResponseStreamReader<TResponse>(GrpcCall call, Marshaller<TResponse> marshaller) : IAsyncStreamReader<TResponse>
    where TResponse : class
{
    TResponse? _current;
    int _reading;

    public TResponse Current => _current ?? throw new InvalidOperationException("No current element. MoveNext has to return true first.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _reading, 1) == 1)
        {
            throw new InvalidOperationException("Can't read the next message because the previous read is still in progress.");
        }

        try
        {
            _current = null;
            _current = await call.ReadNextAsync(marshaller, cancellationToken);
            return _current is not null;
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }
}
