using Grpc.Core;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Hosting;

/// <summary>Reads a Watch stream; every wait ends after half a minute.</summary>
sealed class Watcher : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    readonly AsyncServerStreamingCall<WatchResponse> _call;

    public Watcher(EventService.EventServiceClient client, WatchRequest request) => _call = client.Watch(request);

    public List<Event> Events { get; } = [];

    /// <summary>Position of the last event or heartbeat.</summary>
    public string Position { get; private set; } = "";

    /// <summary>Reads on until there is an event for which <paramref name="isLast"/> holds.</summary>
    public async Task ReadUntilAsync(Func<Event, bool> isLast)
    {
        // One patience for all of it: heartbeats come for ever.
        using var patience = new CancellationTokenSource(Patience);
        while (await ReadAsync(patience.Token) is { } response)
        {
            if (response.Event is { } found && isLast(found))
            {
                return;
            }
        }

        throw new EndOfStreamException("the stream ended before the event came");
    }

    public Task ReadCountAsync(int count) => ReadUntilAsync(_ => Events.Count == count);

    public async Task ReadToEndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await ReadAsync(patience.Token) is not null)
        {
        }
    }

    /// <returns>Null at the end of the stream.</returns>
    public async Task<WatchResponse?> ReadAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await ReadAsync(patience.Token);
    }

    public void Dispose() => _call.Dispose();

    async Task<WatchResponse?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await _call.ResponseStream.MoveNext(cancellationToken))
        {
            return null;
        }

        WatchResponse response = _call.ResponseStream.Current;
        if (response.Event is { } found)
        {
            Events.Add(found);
            Position = found.Position;
        }
        else if (response.Heartbeat.Position.Length > 0)
        {
            Position = response.Heartbeat.Position;
        }

        return response;
    }
}
