using System.Collections.Concurrent;
using System.Text;
using Npgsql;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>Reads large payloads by hash. One that is still in use somewhere in this process is not read, and not held, twice.</summary>
internal sealed class PayloadReader(NpgsqlDataSource dataSource)
{
    const int RememberedMax = 1_000;
    readonly ConcurrentDictionary<string, WeakReference<string>> _known = new(StringComparer.Ordinal);

    /// <returns>The hashes in an array column, or null.</returns>
    public static byte[][]? Hashes(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[][]>(column);

    /// <exception cref="PayloadMissingException">Nobody refers to it any more.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(byte[][] hashes, CancellationToken cancellationToken)
    {
        var payloads = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (byte[] hash in hashes) payloads[Convert.ToHexStringLower(hash)] = await ReadAsync(hash, cancellationToken);
        return payloads;
    }

    /// <exception cref="PayloadMissingException">Nobody refers to it any more.</exception>
    public async Task<string> ReadAsync(byte[] hash, CancellationToken cancellationToken)
    {
        string name = Convert.ToHexStringLower(hash);
        if (_known.TryGetValue(name, out WeakReference<string>? known) && known.TryGetTarget(out string? content)) return content;
        await using NpgsqlCommand command = dataSource.CreateCommand("SELECT content FROM durable.payloads WHERE hash = $1");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        if (await command.ExecuteScalarAsync(cancellationToken) is not byte[] bytes) throw new PayloadMissingException(name);
        content = Encoding.UTF8.GetString(bytes);
        if (_known.Count >= RememberedMax) _known.Clear();
        _known[name] = new WeakReference<string>(content);
        return content;
    }
}

/// <summary>A row refers to a payload that is not there: the row has gone in between.</summary>
internal sealed class PayloadMissingException(string hash) : IOException($"Payload {hash} is missing.");
