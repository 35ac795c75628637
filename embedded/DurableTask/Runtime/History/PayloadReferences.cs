namespace Microsoft.DurableTask.Runtime.History;

/// <summary>While it stands, large payloads that this thread writes are referred to and kept here; else they are written whole.</summary>
internal sealed class PayloadReferences : IDisposable
{
    [ThreadStatic]
    static PayloadReferences? _current;
    Dictionary<string, string>? _payloads;

    public PayloadReferences() => _current = this;

    public static PayloadReferences? Current => _current;

    /// <summary>By hash; null where there are none.</summary>
    public IReadOnlyDictionary<string, string>? Payloads => _payloads;

    /// <returns>The payload's hash.</returns>
    public string Add(string content)
    {
        string hash = Payload.HashOf(content);
        (_payloads ??= [])[hash] = content;
        return hash;
    }

    public void Dispose() => _current = null;
}
