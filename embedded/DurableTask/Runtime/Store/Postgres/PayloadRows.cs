using Microsoft.DurableTask.Runtime.History;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>The large payloads of a commit, each once, and which rows refer to them.</summary>
internal sealed class PayloadRows
{
    Dictionary<Guid, byte[]>? _messages;
    Dictionary<string, string>? _contents;

    /// <summary>True of nearly every commit; there are no references then either.</summary>
    public bool IsEmpty => _contents is null;

    /// <summary>By hash.</summary>
    public Dictionary<string, string> Contents => _contents ??= [];

    public List<(string InstanceId, string Hash)> OfInstances => field ??= [];

    public List<(long Instance, int Turn, string Hash)> OfTurns => field ??= [];

    public List<(long Instance, string Hash)> OfResults => field ??= [];

    public List<(Guid Id, string Hash)> OfMessages => field ??= [];

    public void Take(IReadOnlyList<TurnCommit> turns)
    {
        for (int i = 0; i < turns.Count; i++)
        {
            TurnCommit turn = turns[i];
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
    public byte[] Write(InboxMessage message) => _messages![message.Id];

    void Take(InboxMessage message)
    {
        (_messages ??= [])[message.Id] = MessageCodec.Write(message.Message, out IReadOnlyDictionary<string, string>? payloads);
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
