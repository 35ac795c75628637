using Npgsql;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Reading;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Chains;

/// <summary>Rows of <see cref="ChainReadSql"/> to records.</summary>
static class ChainRecords
{
    public static ChainRecord ReadChain(NpgsqlDataReader reader, string @namespace) => new()
    {
        Id = reader.GetGuid(0),
        Namespace = @namespace,
        Name = reader.GetString(1),
        Description = reader.Text(2),
        Status = reader.GetFieldValue<TaskRecordStatus>(3),
        Template = reader.Text(4),
        Input = reader.GetString(5),
        MaxParallel = reader.Nullable<int>(6),
        OnFailure = Parse<FailurePolicy>(reader.GetString(7)),
        Bypass = reader.GetFieldValue<string[]>(8),
        TriggeredBy = reader.GetString(9),
        CorrelationId = reader.Text(10),
        ErrorMessage = reader.Text(11),
        Run = reader.GetInt32(12),
        IsSuspended = reader.GetBoolean(13),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(14),
        StartedAt = reader.Nullable<DateTimeOffset>(15),
        CompletedAt = reader.Nullable<DateTimeOffset>(16),
        UpdatedAt = reader.GetFieldValue<DateTimeOffset>(17),
        LastSequence = reader.GetInt32(18),
        IdempotencyKey = reader.Text(19),
        ParentTaskId = reader.Nullable<Guid>(20),
        Progress = new ChainNodeCounts(
            reader.GetInt32(21), reader.GetInt32(22), reader.GetInt32(23), reader.GetInt32(24), reader.GetInt32(25), reader.GetInt32(26), reader.GetInt32(27)),
    };

    public static ChainNodeRecord ReadNode(NpgsqlDataReader reader) => new()
    {
        Key = reader.GetString(0),
        TaskId = reader.GetGuid(1),
        Name = reader.GetString(2),
        Handler = reader.GetString(3),
        Kind = Parse<NodeKind>(reader.GetString(4)),
        Status = reader.GetFieldValue<TaskRecordStatus>(5),
        WaitReason = reader.Nullable<WaitReason>(6),
        WaitUntil = reader.Nullable<DateTimeOffset>(7),
        StartedAt = reader.Nullable<DateTimeOffset>(8),
        CompletedAt = reader.Nullable<DateTimeOffset>(9),
        Run = reader.GetInt32(10),
        RetryCount = reader.GetInt32(11),
        ErrorMessage = reader.Text(12),
        ErrorType = reader.Text(13),
        Position = reader.Nullable<int>(14) ?? 0,
        Items = reader.Nullable<int>(15) is { } total ? new MapItemCounts(total, reader.GetInt32(16), reader.GetInt32(17), reader.GetInt32(18)) : null,
        SubChainId = reader.Nullable<Guid>(19),
    };

    public static ChainEdgeRecord ReadEdge(NpgsqlDataReader reader) => new(
        reader.GetString(0),
        reader.GetString(1),
        reader.GetFieldValue<EdgeCondition>(2),
        reader.Text(3),
        reader.GetString(4),
        reader.GetBoolean(5));

    static T Parse<T>(string word)
        where T : struct, Enum =>
        ChainWords.TryParse(word, out T value) ? value : throw new ArgumentOutOfRangeException(nameof(word), word, $"no {typeof(T).Name}");
}
