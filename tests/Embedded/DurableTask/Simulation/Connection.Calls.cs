using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Store.InMemory;

namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>What the calls suffer.</summary>
internal sealed partial class Connection
{
    readonly HashSet<PartitionLease> _recovered = [];

    /// <summary>When a call breaks: the server does it or does not, and the caller hears of the end of the connection.</summary>
    enum Break
    {
        None,
        Before,
        After,
        Meanwhile,
    }

    public async Task CommitAsync(PartitionLease lease, IReadOnlyList<TurnCommit> turns, CancellationToken cancellationToken)
    {
        if (server.Plan is not null)
        {
            await PlannedAsync("commit", () =>
            {
                server.Commit(lease, turns);
                return true;
            }, refuse: true);
            return;
        }

        double draw = world.Chance.NextDouble();
        bool Falls(double probability) => (draw -= probability) < 0;
        (string name, Break broken, Exception? error) = draw switch
        {
            _ when Falls(Faults.CommitRefusedForNow) => ("deadlock", Break.Before, new CommitRefusedException("A deadlock.", isTransient: true)),
            _ when Falls(Faults.CommitRefused) => ("refused", Break.Before, new CommitRefusedException("A turn is at fault.", isTransient: false)),
            _ when Falls(Faults.CommitLostBefore) => ("lost before", Break.Before, Unknown()),
            _ when Falls(Faults.CommitLostAfter) => ("lost after", Break.After, Unknown()),
            _ when Falls(Faults.CommitLostMeanwhile) => ("lost meanwhile", Break.Meanwhile, Unknown()),
            _ => ("commit", Break.None, (Exception?)null),
        };
        world.Note(process.Name, name, turns.Count, () => $"partition {lease.Partition} epoch {lease.Epoch}: {string.Join(" | ", turns.Select(Audit.Describe))}");
        await TravelAsync("committed", () =>
        {
            server.Commit(lease, turns);
            return true;
        }, broken, error);
    }

    static CommitUnknownException Unknown() => new("The connection broke during a commit.");

    /// <summary>A write that the plan may break.</summary>
    Task<T> PlannedAsync<T>(string name, Func<T> write, bool refuse)
    {
        WriteFault? fault = server.Plan!.Next();
        world.Note(process.Name, name, server.Plan.Writes, () => fault?.ToString() ?? "");
        Exception unknown = refuse ? Unknown() : new IOException($"The connection broke: {name}.");
        switch (fault)
        {
            case WriteFault.LostBefore:
                return TravelAsync(name, write, Break.Before, unknown);
            case WriteFault.LostAfter:
                return TravelAsync(name, write, Break.After, unknown);
            case WriteFault.Refused:
                Exception refused = refuse ? new CommitRefusedException("A deadlock.", isTransient: true) : unknown;
                return TravelAsync(name, write, Break.Before, refused);
            case WriteFault.DiesBefore:
                world.After(TimeSpan.Zero, () => server.Die(process));
                return new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously).Task;
            case WriteFault.DiesAfter:
                return TravelAsync(name, () =>
                {
                    T result = write();
                    server.Die(process);
                    return result;
                }, Break.None, error: null);
            default:
                return TravelAsync(name, write, Break.None, error: null);
        }
    }

    Task<T> WriteAsync<T>(string name, Func<InMemoryStore, Task<T>> call) => server.Plan is null
        ? ReadAsync(name, call)
        : PlannedAsync(name, () => call(server.Store).GetAwaiter().GetResult(), refuse: false);

    Task<T> ReadAsync<T>(string name, Func<InMemoryStore, Task<T>> call) =>
        CallAsync(name, () => call(server.Store).GetAwaiter().GetResult(), Failure(Faults.CallFails));

    Task<T> CallAsync<T>(string name, Func<T> call, Break broken) =>
        TravelAsync(name, call, broken, broken == Break.None ? null : new IOException($"The connection broke: {name}."));

    Break Failure(double probability) => !world.Flip(probability) ? Break.None : world.Flip(0.5) ? Break.Before : Break.After;

    async Task<T> TravelAsync<T>(string name, Func<T> call, Break broken, Exception? error)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (broken is Break.Before or Break.Meanwhile) world.After(server.Delay(), () => answer.TrySetException(error!));
        if (broken is not Break.Before)
        {
            world.After(server.Delay(), () =>
            {
                Exception? failure = error;
                T? result = default;
                try
                {
                    result = call();
                }
                catch (Exception e)
                {
                    failure ??= e;
                }

                world.Note(process.Name, name, failure is null ? 0 : 1, () => failure?.Message ?? "");
                world.After(server.Delay(), () =>
                {
                    if (failure is null) answer.TrySetResult(result!);
                    else answer.TrySetException(failure);
                });
            });
        }

        return await answer.Task;
    }

    /// <summary>
    /// An inbox as a reader may meet it: as it stood a moment ago, with messages twice, and with events of different senders in another
    /// order. What recovery reads is complete, as it is behind the fence.
    /// </summary>
    List<InboxMessage> Disturbed(PartitionLease lease, IReadOnlyList<InboxMessage> stored)
    {
        List<InboxMessage> messages = [.. stored];
        if (!_recovered.Add(lease) && world.Flip(Faults.InboxLate)) messages = messages[..world.Chance.Next(messages.Count + 1)];
        if (world.Flip(Faults.InboxShuffled)) Shuffle(messages);
        if (messages.Count > 0 && world.Flip(Faults.InboxTwice)) messages.Add(world.Pick(messages));
        return messages;
    }

    void Shuffle(List<InboxMessage> messages)
    {
        List<int> places = [.. Enumerable.Range(0, messages.Count).Where(i => messages[i].Message is EventMessage { Event: EventRaised })];
        for (int i = places.Count - 1; i > 0; i--)
        {
            int other = world.Chance.Next(i + 1);
            InboxMessage one = messages[places[i]], two = messages[places[other]];
            if (one.Message.InstanceId != two.Message.InstanceId) continue;
            (messages[places[i]], messages[places[other]]) = (two, one);
        }
    }
}
