namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>
/// The rows of instances, turns and results. The first turn of an instance goes into the instance's row and the last one into the result's,
/// unless it refers to large payloads: rows and their keys are what the server's part of a commit consists of.
/// </summary>
internal sealed partial class CommitBatch
{
    const string NoFirstTurn = "first_at = NULL, first_status = NULL, first_custom_status = NULL, first_events = NULL";

    static bool IsInInstance(TurnCommit turn) => turn is { Created: not null, Continued: null, Turn: { Turn: 0, Payloads: null } };

    static bool IsInResult(TurnCommit turn) => turn is { Result: not null, Turn: { Payloads: null } } && !IsInInstance(turn);

    void AddInstances(TurnCommit[] turns)
    {
        if (turns.Length == 0) return;
        InstanceRow[] rows = [.. turns.Select(t => t.Created!)];
        TurnRow?[] first = [.. turns.Select(t => IsInInstance(t) ? t.Turn : null)];
        // No ON CONFLICT: an instance of the same id was looked for before the turn ran; one that a client of another process has
        // created since then fails the batch, and the turn is run again with what is then there.
        Add("""
            INSERT INTO durable.instances (hub_id, partition_id, id, instance_id, execution, name, version, input, tags, parent, created_at, start_at,
                first_at, first_status, first_custom_status, first_events)
            SELECT $1, $2, unnest($3::bigint[]), unnest($4::text[]), unnest($5::int[]), unnest($6::text[]), unnest($7::text[]), unnest($8::text[]),
                unnest($9::text[]), unnest($10::text[]), unnest($11::timestamptz[]), unnest($12::timestamptz[]),
                unnest($13::timestamptz[]), unnest($14::smallint[]), unnest($15::text[]), unnest($16::bytea[])
            """,
            Int(hubId),
            Int(partitionId),
            Bigints(rows.Select(r => r.Id)),
            Texts(rows.Select(r => r.InstanceId)),
            Ints(rows.Select(r => r.Execution)),
            Texts(rows.Select(r => r.Name)),
            Texts(rows.Select(r => r.Version)),
            Texts(rows.Select(r => Inline(r.Input))),
            Texts(rows.Select(r => RowText.OfTags(r.Tags))),
            Texts(rows.Select(r => RowText.OfParent(r.Parent))),
            Times(rows.Select(r => r.CreatedAt)),
            Times(rows.Select(r => r.StartAt)),
            Times(first.Select(t => t?.At)),
            Smallints(first.Select(t => (short?)t?.Status)),
            Texts(first.Select(t => t?.CustomStatus)),
            Bytes(first.Select(t => t?.Events)));
    }

    void AddTurns(TurnCommit[] turns)
    {
        if (turns.Length == 0) return;
        Add("""
            INSERT INTO durable.turns (partition_id, instance, turn, at, status, custom_status, events)
            SELECT $1, unnest($2::bigint[]), unnest($3::int[]), unnest($4::timestamptz[]), unnest($5::smallint[]), unnest($6::text[]), unnest($7::bytea[])
            """,
            Int(partitionId),
            Bigints(turns.Select(t => t.Instance)),
            Ints(turns.Select(t => t.Turn!.Turn)),
            Times(turns.Select(t => t.Turn!.At)),
            Smallints(turns.Select(t => (short)t.Turn!.Status)),
            Texts(turns.Select(t => t.Turn!.CustomStatus)),
            Bytes(turns.Select(t => t.Turn!.Events)));
    }

    void AddResults(TurnCommit[] turns)
    {
        if (turns.Length == 0) return;
        TurnRow?[] last = [.. turns.Select(t => IsInResult(t) ? t.Turn : null)];
        Add("""
            INSERT INTO durable.results (partition_id, instance, status, output, failure, at, turn, custom_status, events)
            SELECT $1, unnest($2::bigint[]), unnest($3::smallint[]), unnest($4::text[]), unnest($5::text[]), unnest($6::timestamptz[]),
                unnest($7::int[]), unnest($8::text[]), unnest($9::bytea[])
            """,
            Int(partitionId),
            Bigints(turns.Select(t => t.Instance)),
            Smallints(turns.Select(t => (short)t.Result!.Status)),
            Texts(turns.Select(t => Inline(t.Result!.Output))),
            Texts(turns.Select(t => RowText.OfFailure(t.Result!.Failure))),
            Times(turns.Select(t => t.Result!.At)),
            Ints(last.Select(t => t?.Turn)),
            Texts(last.Select(t => t?.CustomStatus)),
            Bytes(last.Select(t => t?.Events)));
    }
}
