using Microsoft.EntityFrameworkCore;
using Npgsql;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Schema;

/// <summary>The live database is what <c>docs/schema.md</c> says, and EF Core's model is the live database.</summary>
public sealed class CatalogTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>, IAsyncDisposable
{
    // What the page leaves to its preamble: ids, and the past of rows that it does not describe column by column.
    static readonly Dictionary<string, string[]> Unlisted = new()
    {
        ["namespaces"] = ["id", "created_at"],
        ["task_executions"] = ["id"],
        ["task_transitions"] = ["id"],
        ["llm_calls"] = ["id"],
    };

    // The migrator's own.
    static readonly string[] MigratorTables = ["schema_logic", "schema_migrations"];

    // With no schema in the search path but the catalog's, PostgreSQL prints each name with its schema, whatever the role is called.
    readonly NpgsqlDataSource _sql = NpgsqlDataSource.Create(database.ConnectionString + ";Search Path=pg_catalog");

    public ValueTask DisposeAsync() => _sql.DisposeAsync();

    [Fact]
    public async Task Enums_AreThoseOfThePage()
    {
        List<(string Name, string[] Labels)> enums = await _sql.ListAsync(
            """
            SELECT t.typname::text, array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
            FROM pg_type AS t JOIN pg_enum AS e ON e.enumtypid = t.oid
            WHERE t.typnamespace = 'orchestrator'::regnamespace GROUP BY 1 ORDER BY 1
            """,
            reader => (reader.GetString(0), reader.GetFieldValue<string[]>(1)));

        Assert.Equal(
            SchemaPage.Enums().OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}: {string.Join(", ", e.Value)}"),
            enums.Select(e => $"{e.Name}: {string.Join(", ", e.Labels)}"));
    }

    [Fact]
    public async Task Tables_HaveTheColumnsOfThePage()
    {
        List<string> tables = await _sql.ListAsync<string>(
            "SELECT tablename::text FROM pg_tables WHERE schemaname = 'orchestrator' AND tablename <> ALL ($1) ORDER BY 1", (object)MigratorTables);

        Assert.NotEmpty(tables);
        foreach (string table in tables)
        {
            List<string> live = await _sql.ListAsync<string>(
                "SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'orchestrator' AND table_name = $1", table);
            IEnumerable<string> listed = SchemaPage.Columns(table).Concat(Unlisted.GetValueOrDefault(table, []));

            Assert.True(SchemaPage.Entry(table).Length > 0, $"docs/schema.md does not know table {table}");
            Assert.Equal(
                $"{table}: {string.Join(", ", listed.Order(StringComparer.Ordinal))}",
                $"{table}: {string.Join(", ", live.Order(StringComparer.Ordinal))}");
        }
    }

    [Fact]
    public async Task Model_HasEveryColumnOfEveryTableWithItsNullability()
    {
        await using OrchestratorDbContext context = database.CreateContext();
        IEnumerable<string> mapped =
            from entity in context.Model.GetEntityTypes()
            from property in entity.GetProperties()
            select $"{entity.GetTableName()}.{property.GetColumnName()} {(property.IsNullable ? "null" : "not null")}";

        List<string> live = await _sql.ListAsync<string>(
            """
            SELECT format('%s.%s %s', table_name, column_name, CASE is_nullable WHEN 'YES' THEN 'null' ELSE 'not null' END)
            FROM information_schema.columns
            WHERE table_schema = 'orchestrator' AND table_name <> ALL ($1)
                AND table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = 'orchestrator')
            """,
            (object)MigratorTables);

        Assert.Equal(live.Order(StringComparer.Ordinal), mapped.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Functions_NamedByThePage_HaveTheirSignatures()
    {
        string[] expected =
        [
            "claim_pending_tasks(integer, interval)",
            "explain_task(uuid)",
            "find_stuck_tasks(integer)",
            "normalize_status(text) -> orchestrator.task_status",
            "transition_task(uuid, orchestrator.task_status[], orchestrator.task_status, text, jsonb, integer) -> boolean",
        ];

        List<string> live = await _sql.ListAsync<string>("""
            SELECT format('%s(%s)%s', proname, (SELECT string_agg(format_type(a, NULL), ', ' ORDER BY n) FROM unnest(proargtypes) WITH ORDINALITY AS u(a, n)),
                CASE WHEN proretset THEN '' ELSE ' -> ' || format_type(prorettype, NULL) END)
            FROM pg_proc WHERE pronamespace = 'orchestrator'::regnamespace ORDER BY 1
            """);

        Assert.All(expected, signature => Assert.Contains(signature, live));
        Assert.All(expected, signature => Assert.Contains(signature.Split('(')[0], SchemaPage.Functions()));
    }

    [Theory]
    [InlineData("tasks", "(status)")]
    [InlineData("tasks", "WHERE (status = ANY (ARRAY['pending'::orchestrator.task_status, 'queued'::orchestrator.task_status, 'running'::orchestrator.task_status]))")]
    [InlineData("tasks", "(created_at DESC)")]
    [InlineData("tasks", "(priority DESC, scheduled_at) WHERE (status = ANY (ARRAY['pending'::orchestrator.task_status, 'queued'::orchestrator.task_status]))")]
    [InlineData("tasks", "(execute_after) WHERE (execute_after IS NOT NULL)")]
    [InlineData("tasks", "(parent_task_id) WHERE (parent_task_id IS NOT NULL)")]
    [InlineData("tasks", "(chain_id, status)")]
    [InlineData("tasks", "gin (metadata)")]
    [InlineData("tasks", "gin (tags jsonb_path_ops)")]
    [InlineData("tasks", "UNIQUE INDEX task_identity_already_exists ON orchestrator.tasks USING btree (namespace_id, identity_hash)")]
    [InlineData("tasks", "UNIQUE INDEX task_idempotency_key_already_used ON orchestrator.tasks USING btree (namespace_id, idempotency_key)")]
    [InlineData("tasks", "(chain_id, node_key)")]
    [InlineData("tasks", "(map_task_id, map_index)")]
    [InlineData("tasks", "(correlation_id)")]
    [InlineData("tasks", "(namespace_id, status, created_at DESC)")]
    [InlineData("task_search", "gin (body public.gin_trgm_ops)")]
    [InlineData("task_executions", "UNIQUE INDEX execution_attempt_already_recorded ON orchestrator.task_executions USING btree (task_id, attempt_number)")]
    [InlineData("task_transitions", "UNIQUE INDEX transition_sort_key_already_used ON orchestrator.task_transitions USING btree (task_id, sort_key)")]
    [InlineData("task_transitions", "UNIQUE INDEX task_transitions_most_recent ON orchestrator.task_transitions USING btree (task_id) WHERE most_recent")]
    [InlineData("lifecycle_events", "UNIQUE INDEX event_seq_already_used ON orchestrator.lifecycle_events USING btree (subject_kind, subject_id, seq)")]
    [InlineData("lifecycle_events", "(namespace_id, tx, id)")]
    [InlineData("lifecycle_events", "(scope_id, tx, id)")]
    [InlineData("lifecycle_events", "(tx, id)")]
    [InlineData("lifecycle_events", "brin (occurred_at)")]
    [InlineData("llm_calls", "UNIQUE INDEX llm_call_already_intended ON orchestrator.llm_calls USING btree (task_id, attempt, call_no)")]
    public async Task Index_OfThePage_Exists(string table, string definition)
    {
        List<string> live = await _sql.ListAsync<string>(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'orchestrator' AND tablename = $1", table);

        Assert.Contains(live, index => index.EndsWith(definition, StringComparison.Ordinal)
            || index.Contains(definition, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tasks_HaveNoTrigramIndex() => Assert.Empty(await _sql.ListAsync<string>(
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'orchestrator' AND tablename = 'tasks' AND indexdef LIKE '%trgm%'"));

    [Fact]
    public async Task Triggers_SendNoNotification() => Assert.Empty(await _sql.ListAsync<string>(
        "SELECT proname::text FROM pg_proc WHERE pronamespace = 'orchestrator'::regnamespace AND prosrc ~* 'notify'"));

    [Fact]
    public async Task DefaultNamespace_IsSeeded() => Assert.Equal(
        Model.NamespaceRow.DefaultId, await _sql.ReadAsync<Guid>("SELECT id FROM orchestrator.namespaces WHERE name = 'default'"));
}
