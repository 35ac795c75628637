using System.Text;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>
/// Keeps its own books of every commit that the server took, and says what must never be: a write under an epoch that has passed, a
/// turn out of order or after the end, a completion applied twice or never asked for, a message consumed twice.
/// </summary>
internal sealed class Audit(World world)
{
    readonly Dictionary<int, long> _epochs = [];
    readonly Dictionary<long, Books> _instances = [];
    readonly HashSet<Guid> _consumed = [];
    readonly HashSet<(long Instance, string Event)> _raised = [];

    public int Turns { get; private set; }

    public int Completions { get; private set; }

    public int Events { get; private set; }

    public int Generations { get; private set; }

    public void Acquired(PartitionLease lease)
    {
        world.Note(lease.Owner, "owns", lease.Partition, () => $"epoch {lease.Epoch}");
        _epochs[lease.Partition] = lease.Epoch;
    }

    public void Committed(PartitionLease lease, IReadOnlyList<TurnCommit> turns)
    {
        if (_epochs[lease.Partition] != lease.Epoch)
        {
            world.Violate($"{lease.Owner} wrote partition {lease.Partition} under epoch {lease.Epoch}, which is {_epochs[lease.Partition]}");
        }

        foreach (TurnCommit turn in turns)
        {
            foreach (Guid id in turn.Consumed)
            {
                if (!_consumed.Add(id)) world.Violate($"message {id} was consumed twice");
            }

            if (turn.Turn is { } row) Take(turn, row);
        }
    }

    public static string Describe(TurnCommit turn)
    {
        var text = new StringBuilder();
        if (turn.Created is { } created) text.Append($"new '{created.InstanceId}' #{created.Id} ");
        if (turn.Turn is { } row) text.Append($"#{turn.Instance}/{row.Turn} {row.Status} {Encoding.UTF8.GetString(row.Events)} ");
        if (turn.Result is { } result) text.Append($"{result.Status} {result.Output}{result.Failure?.ErrorMessage} ");
        foreach (InboxMessage sent in turn.Outbox) text.Append($"-> {sent.Id:N} {sent.Message.InstanceId} {sent.Message.GetType().Name} ");
        foreach (Guid id in turn.Consumed) text.Append($"<- {id:N} ");
        return text.ToString();
    }

    void Take(TurnCommit turn, TurnRow row)
    {
        Turns++;
        if (!_instances.TryGetValue(turn.Instance, out Books? books)) _instances[turn.Instance] = books = new Books();
        if (books.HasEnded) world.Violate($"instance {turn.Instance} has turn {row.Turn} after its end");
        if (row.Turn != books.NextTurn) world.Violate($"instance {turn.Instance} has turn {row.Turn} where {books.NextTurn} comes next");
        books.NextTurn = row.Turn + 1;
        books.HasEnded = turn.Result is not null;
        if (turn.Continued is not null)
        {
            Generations++;
            books.Open.Clear();
        }

        foreach (HistoryEvent one in HistoryReader.Read(row.Events)) Take(turn, one, books);
    }

    void Take(TurnCommit turn, HistoryEvent one, Books books)
    {
        switch (one)
        {
            case EventSent:
                break;
            case ActionEvent action:
                books.Open.Add(action.EventId);
                break;
            case EventRaised raised when turn.Continued is null:
                Events++;
                (long, string) key = (turn.Instance, $"{raised.Name} {raised.Input}");
                if (!_raised.Add(key)) world.Violate($"event {key} was applied twice");
                break;
        }

        if (AnsweredBy(one) is not { } answered) return;
        Completions++;
        if (!books.Open.Remove(answered)) world.Violate($"{one} of instance {turn.Instance} was applied twice, or answers nothing");
    }

    static int? AnsweredBy(HistoryEvent one) => one switch
    {
        TaskCompleted e => e.TaskScheduledId,
        TaskFailed e => e.TaskScheduledId,
        SubOrchestrationInstanceCompleted e => e.TaskScheduledId,
        SubOrchestrationInstanceFailed e => e.TaskScheduledId,
        TimerFired e => e.TimerId,
        _ => null,
    };

    sealed class Books
    {
        public int NextTurn { get; set; }

        public bool HasEnded { get; set; }

        public HashSet<int> Open { get; } = [];
    }
}
