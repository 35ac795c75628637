using Microsoft.DurableTask.Runtime.History;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>The large payloads of a commit, each once, and which rows refer to them.</summary>
internal sealed class PayloadRows
{
    readonly Dictionary<Guid, byte[]> _messages = [];

    /// <summary>By hash.</summary>
    public Dictionary<string, string> Contents { get; } = [];

    public List<(string InstanceId, string Hash)> OfInstances { get; } = [];

    public List<(long Instance, int Turn, string Hash)> OfTurns { get; } = [];

    public List<(long Instance, string Hash)> OfResults { get; } = [];

    public List<(Guid Id, string Hash)> OfMessages { get; } = [];

    public void Take(IReadOnlyList<TurnCommit> turns)
    {
        foreach (TurnCommit turn in turns)
        {
            if ((turn.Created ?? turn.Continued) is { } row && Payload.IsLarge(row.Input)) OfInstances.Add((row.InstanceId, Add(row.Input!)));
            if (turn.Turn is { Payloads: { } ofTurn } next)
            {
                foreach ((string hash, string content) in ofTurn)
                {
                    Contents[hash] = content;
                    OfTurns.Add((turn.Instance, next.Turn, hash));
                }
            }

            if (turn.Result is { } result && Payload.IsLarge(result.Output)) OfResults.Add((turn.Instance, Add(result.Output!)));
            foreach (InboxMessage message in turn.Outbox) Take(message);
        }
    }

    /// <summary>The message with references; it was taken before.</summary>
    public byte[] Write(InboxMessage message) => _messages[message.Id];

    void Take(InboxMessage message)
    {
        _messages[message.Id] = MessageCodec.Write(message.Message, out IReadOnlyDictionary<string, string>? payloads);
        if (payloads is null) return;
        foreach ((string hash, string content) in payloads)
        {
            Contents[hash] = content;
            OfMessages.Add((message.Id, hash));
        }
    }

    string Add(string content)
    {
        string hash = Payload.HashOf(content);
        Contents[hash] = content;
        return hash;
    }
}
