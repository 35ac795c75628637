using System.Text.Json;
using Npgsql;
using Orchestrator.Core.Events;
using Orchestrator.Core.Llm;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Llm;

/// <summary>The ledger in PostgreSQL.</summary>
sealed class LlmCallStore(NpgsqlDataSource dataSource, IEventNotifier notifier) : ILlmCallStore
{
    const string LedgerActor = "worker";

    public async Task<LlmIntent> IntendAsync(
        Guid taskId, int attempt, LlmRequest request, string workerId, TimeSpan lease, CancellationToken cancellationToken)
    {
        string hash = request.Hash();
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch
            .Add(TaskLock.Take, taskId)
            .Add(LlmCallSql.GiveUpLapsed, taskId, attempt, hash, LedgerActor)
            .Add(LlmCallSql.FindCall, taskId, attempt, hash);
        LlmIntent? found;
        await using (NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await reader.NextResultAsync(cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            found = await reader.ReadAsync(cancellationToken) ? ReadIntent(reader, taskId, attempt, request) : null;
        }

        LlmIntent intent = found ?? await InsertAsync(connection, transaction, taskId, attempt, request, hash, workerId, lease, cancellationToken);
        if (intent is LlmIntent.Answered answered)
        {
            await RecordEventAsync(connection, transaction, taskId, "llm.call_reused", answered.Call, answered.Answer, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        if (intent is not LlmIntent.InFlight)
        {
            notifier.NotifyCommitted();
        }

        return intent;
    }

    public async Task<bool> RenewAsync(LlmCallKey call, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(LlmCallSql.Renew);
        foreach (object value in (object[])[call.TaskId, call.Attempt, call.CallNo, lease])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task AnswerAsync(LlmCallKey call, LlmAnswer answer, TimeSpan latency, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.Add(TaskLock.Take, call.TaskId).Add(
                LlmCallSql.Answer,
                call.TaskId,
                call.Attempt,
                call.CallNo,
                answer.Outcome,
                answer.HttpStatus,
                JsonSerializer.Serialize(new StoredResponse(answer.Text, answer.Model)),
                answer.InputTokens,
                answer.CachedInputTokens,
                answer.OutputTokens,
                (long)latency.TotalMilliseconds,
                answer.RetryAfter is { } retryAfter ? (int)Math.Ceiling(retryAfter.TotalSeconds) : null,
                answer.FinishReason,
                answer.Error);
            if (await batch.ExecuteNonQueryAsync(cancellationToken) == 0)
            {
                return;
            }
        }

        string name = answer.Outcome switch
        {
            LlmOutcome.Succeeded => "llm.call_completed",
            LlmOutcome.Unknown => "llm.call_unknown",
            _ => "llm.call_failed",
        };
        await RecordEventAsync(connection, transaction, call.TaskId, name, call, answer, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        notifier.NotifyCommitted();
    }

    static async Task<LlmIntent> InsertAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        Guid taskId,
        int attempt,
        LlmRequest request,
        string hash,
        string workerId,
        TimeSpan lease,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.Add(LlmCallSql.Insert, taskId, attempt, hash, request.Provider, request.Model, workerId, lease);
        var call = new LlmCallKey(taskId, attempt, (int)(await batch.ExecuteScalarAsync(cancellationToken))!);
        await RecordEventAsync(connection, transaction, taskId, "llm.call_intended", call, answer: null, cancellationToken);
        return new LlmIntent.Granted(call);
    }

    static async Task RecordEventAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        Guid taskId,
        string name,
        LlmCallKey call,
        LlmAnswer? answer,
        CancellationToken cancellationToken)
    {
        string payload = JsonSerializer.Serialize(new
        {
            attempt = call.Attempt,
            call_no = call.CallNo,
            model = answer?.Model,
            outcome = answer is null ? null : SnakeCase.From(answer.Outcome.ToString()),
            input_tokens = answer?.InputTokens,
            output_tokens = answer?.OutputTokens,
        });
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.Add(ExecutionSql.RecordEvent, taskId, name, LedgerActor, payload);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    static LlmIntent ReadIntent(NpgsqlDataReader reader, Guid taskId, int attempt, LlmRequest request)
    {
        var call = new LlmCallKey(taskId, attempt, reader.GetInt32(0));
        var outcome = reader.GetFieldValue<LlmOutcome>(1);
        if (outcome == LlmOutcome.Intended)
        {
            return new LlmIntent.InFlight(call);
        }

        StoredResponse? response = reader.Text(3) is { } json ? JsonSerializer.Deserialize<StoredResponse>(json) : null;
        return new LlmIntent.Answered(call, new LlmAnswer(
            outcome,
            response?.Model ?? request.Model,
            response?.Text,
            reader.Nullable<int>(4),
            reader.Nullable<int>(5),
            reader.Nullable<int>(6),
            reader.Text(8),
            reader.Nullable<int>(2),
            reader.Nullable<int>(7) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            reader.Text(9)));
    }

    /// <summary>Column <c>response</c>.</summary>
    sealed record StoredResponse(string? Text, string Model);
}
