using Npgsql;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>
/// The hub's state in schema <c>durable</c>. Commits have connections of their own with the planner settings that their plans need
/// (prepared on empty tables, a hash join or a sequential scan would stay cached and decay) and with the isolation that <c>hold_lease</c>
/// needs, whatever the server's default: it must see what was committed while it waited. Everything else uses the other pool.
/// </summary>
internal sealed partial class PostgresStore : IDurableStore
{
    const string LeaseLost = "DT001";

    /// <summary>By which a new owner of a partition knows the sessions of the one before it.</summary>
    const string CommitApplication = "durable-commit";

    // Many clients at once queue for these few: a server's default is 100 connections for everybody.
    const int QueryConnections = 20;
    const int CommitConnections = 16;
    readonly NpgsqlDataSource _commits;
    readonly NpgsqlDataSource _queries;
    readonly TimeProvider _time;
    readonly Notifier _notifier;
    readonly PayloadReader _payloads;
    readonly string _connectionString;
    int _hubId;
    int[] _partitionIds = [];

    public PostgresStore(string connectionString, TimeProvider time)
    {
        var queries = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            ApplicationName = "durable",
            MaxPoolSize = QueryConnections,
        };
        var commits = new NpgsqlConnectionStringBuilder(queries.ConnectionString)
        {
            Options = ($"{queries.Options} -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off "
                + @"-c default_transaction_isolation=read\ committed").Trim(),
            ApplicationName = CommitApplication,
            MaxPoolSize = CommitConnections,
        };
        _connectionString = connectionString;
        _queries = HubDataSource.Create(queries);
        _commits = HubDataSource.Create(commits);
        _time = time;
        _notifier = new Notifier(_queries, time);
        _payloads = new PayloadReader(_queries);
    }

    public async ValueTask DisposeAsync()
    {
        await _notifier.DisposeAsync();
        await EndPresenceAsync();
        await _commits.DisposeAsync();
        await _queries.DisposeAsync();
    }

    public async Task<HubInfo> OpenAsync(string hubName, int partitions, CancellationToken cancellationToken)
    {
        await HubSchema.EnsureAsync(_queries, cancellationToken);
        await using (NpgsqlCommand create = Command("""
            WITH created AS (
                INSERT INTO durable.hubs (name, partitions) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING id
            )
            INSERT INTO durable.partitions (hub_id, number) SELECT created.id, n FROM created, generate_series(0, $2 - 1) AS n
            """, hubName, partitions))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        await using NpgsqlCommand read = Command("""
            SELECT h.id, array_agg(p.id ORDER BY p.number) FROM durable.hubs AS h JOIN durable.partitions AS p ON p.hub_id = h.id
            WHERE h.name = $1 GROUP BY h.id
            """, hubName);
        await using NpgsqlDataReader reader = await read.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        _hubId = reader.GetInt32(0);
        _partitionIds = reader.GetFieldValue<int[]>(1);
        _notifier.HubId = _hubId;
        return new HubInfo(hubName, _partitionIds.Length);
    }

    public async Task CommitAsync(PartitionLease lease, IReadOnlyList<TurnCommit> turns, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenCommitConnectionAsync(cancellationToken);
        try
        {
            await using NpgsqlBatch batch = new CommitBatch(_hubId, _partitionIds[lease.Partition], PartitionIdOf).Build(lease, turns);
            batch.Connection = connection;
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == LeaseLost)
        {
            throw new LeaseLostException(e.MessageText, e);
        }
        catch (PostgresException e) when (!PostgresFaults.IsSessionLost(e))
        {
            throw new CommitRefusedException(e.MessageText, !PostgresFaults.IsDataAtFault(e), e, PostgresFaults.IsTooMuchAtOnce(e));
        }
        catch (Exception e) when (PostgresFaults.IsUnencodable(e))
        {
            // The batch ends with its Sync, which was never sent: the server drops what came before it.
            throw new CommitRefusedException($"A value cannot be stored: {e.Message}", isTransient: false, e);
        }
        catch (Exception e) when (e is OperationCanceledException || PostgresFaults.IsOutcomeUnknown(e))
        {
            throw new CommitUnknownException($"The connection broke during a commit: {e.Message}", e);
        }
    }

    public async Task<long> ReserveIdsAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command("SELECT nextval('durable.instance_ids')");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<IReadOnlyList<InboxMessage>> ReadInboxAsync(PartitionLease lease, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command(
            "SELECT id, message, deliveries, instance_id, payloads FROM durable.inbox WHERE partition_id = $1 ORDER BY seq", _partitionIds[lease.Partition]);
        var rows = new List<(Guid Id, byte[] Message, int Deliveries, string InstanceId, byte[][]? Payloads)>();
        await using (NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add((reader.GetGuid(0), reader.GetFieldValue<byte[]>(1), reader.GetInt16(2), reader.GetString(3), PayloadReader.Hashes(reader, 4)));
            }
        }

        var messages = new List<InboxMessage>(rows.Count);
        foreach ((Guid id, byte[] bytes, int deliveries, string instanceId, byte[][]? hashes) in rows)
        {
            try
            {
                IReadOnlyDictionary<string, string>? payloads = hashes is null ? null : await _payloads.ReadAsync(hashes, cancellationToken);
                messages.Add(new InboxMessage(id, MessageCodec.ReadOrKeep(instanceId, bytes, payloads), deliveries));
            }
            catch (PayloadMissingException)
            {
                // A turn has consumed the message in between, and with it went the last reference.
            }
        }

        return messages;
    }

    public Task NotifyAsync(Wakeup wakeup, CancellationToken cancellationToken) => _notifier.NotifyAsync(wakeup, cancellationToken);

    public Task ListenAsync(Action<Wakeup> receive, CancellationToken cancellationToken) =>
        new Listener(_queries, _hubId, _notifier.OwnEnds, _time, receive).RunAsync(cancellationToken);

    async Task<NpgsqlConnection> OpenCommitConnectionAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _commits.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException || PostgresFaults.IsOutcomeUnknown(e))
        {
            // Nothing was sent, so nothing was written: the same commit may be tried again.
            throw new CommitRefusedException($"No connection to PostgreSQL: {e.Message}", isTransient: true, e);
        }
    }

    int PartitionIdOf(string instanceId) => _partitionIds[PartitionHash.PartitionOf(instanceId, _partitionIds.Length)];

    NpgsqlCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        NpgsqlCommand command = _queries.CreateCommand(sql);
        foreach (object? value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}
