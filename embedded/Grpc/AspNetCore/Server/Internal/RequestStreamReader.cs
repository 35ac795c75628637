using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>The request stream of a call.</summary>
sealed class RequestStreamReader<TRequest>(HttpContextServerCallContext call, Marshaller<TRequest> marshaller) : IAsyncStreamReader<TRequest>
    where TRequest : class
{
    TRequest? _current;
    bool _ended;

    public TRequest Current => _current ?? throw new InvalidOperationException("No current element. MoveNext has to return true first.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return false;
        }

        using CancellationTokenSource? both = cancellationToken.CanBeCanceled && cancellationToken != call.Token
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.Token)
            : null;
        _current = await call.Requests.ReadNextAsync(marshaller.ContextualDeserializer, both?.Token ?? call.Token);
        _ended = _current is null;
        return !_ended;
    }
}
