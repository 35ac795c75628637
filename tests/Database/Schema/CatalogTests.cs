using Microsoft.EntityFrameworkCore;
using Npgsql;
using Orchestrator.Tests.Support;
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
        ["chain_transitions"] = ["id"],
    };

    // The migrator's own.
    static readonly string[] MigratorTables = ["schema_logic", "schema_migrations"];

    // On the page, and not there yet: model prices and admission, jobs, webhooks. One that comes must be struck out here.
    static readonly string[] TablesToCome =
    [
        "llm_models", "llm_responses", "rate_limits", "rate_buckets", "budgets", "concurrency_slots",
        "jobs", "job_manifests", "job_manifest_entries", "job_receipts", "job_log", "corpus_records", "corpus_annotations", "import_row_errors",
        "event_subscriptions", "webhook_deliveries",
    ];

    static readonly string[] FunctionsToCome =
        ["reserve_rate", "settle_rate", "reserve_budget", "settle_budget", "acquire_slot", "release_slot"];

    static readonly string[] ViewsToCome = ["job_progress", "llm_cost_daily", "rate_limit_status", "budget_status"];

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
    public async Task ThePage_NamesNothingThatIsNotThere()
    {
        List<string> tables = await _sql.ListAsync<string>("SELECT tablename::text FROM pg_tables WHERE schemaname = 'orchestrator'");
        List<string> views = await _sql.ListAsync<string>("SELECT viewname::text FROM pg_views WHERE schemaname = 'orchestrator'");
        List<string> functions = await _sql.ListAsync<string>("SELECT DISTINCT proname::text FROM pg_proc WHERE pronamespace = 'orchestrator'::regnamespace");

        Assert.Equal(TablesToCome.Order(StringComparer.Ordinal), SchemaPage.Tables().Except(tables).Order(StringComparer.Ordinal));
        Assert.Equal(ViewsToCome.Order(StringComparer.Ordinal), SchemaPage.Views().Except(views).Order(StringComparer.Ordinal));
        Assert.Equal(FunctionsToCome.Order(StringComparer.Ordinal), SchemaPage.Functions().Except(functions).Order(StringComparer.Ordinal));
        Assert.Empty(views.Except(SchemaPage.Views()));
    }

    [Fact]
    public async Task Functions_NamedByThePage_HaveTheirSignatures()
    {
        string[] expected =
        [
            "calculate_dependency_levels(uuid)",
            "claim_pending_tasks(integer, interval)",
            "create_chained_task(text, text, uuid[], uuid, text, jsonb, text, orchestrator.edge_condition, text, uuid) -> uuid",
            "get_analytics_metrics(timestamp with time zone)",
            "get_chain_execution_context(uuid)",
            "get_chain_lineage(uuid, integer)",
            "get_map_progress(uuid)",
            "get_next_task(text, uuid)",
            "get_slowest_chains(timestamp with time zone, integer)",
            "get_slowest_tasks(timestamp with time zone, integer)",
            "get_system_health_counts()",
            "get_task_readiness(uuid, uuid[])",
            "insert_map_items(uuid, integer, jsonb[]) -> integer",
            "lock_chain_edges(uuid) -> void",
            "purge_finished(timestamp with time zone, integer)",
            "record_chain_event(uuid, text, text, jsonb) -> integer",
            "transition_chain(uuid, orchestrator.task_status[], orchestrator.task_status, text, jsonb) -> boolean",
            "would_create_cycle(uuid, uuid) -> boolean",
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
    [InlineData("tasks", "(namespace_id, created_at DESC, id DESC)")]
    [InlineData("tasks", "(namespace_id, task_name, created_at DESC, id DESC)")]
    [InlineData("tasks", "(completed_at) WHERE ((completed_at IS NOT NULL) AND (chain_id IS NULL) AND (map_task_id IS NULL))")]
    [InlineData("task_search", "gin (labels jsonb_path_ops, body public.gin_trgm_ops)")]
    [InlineData("task_executions", "UNIQUE INDEX execution_attempt_already_recorded ON orchestrator.task_executions USING btree (task_id, attempt_number)")]
    [InlineData("task_transitions", "UNIQUE INDEX transition_sort_key_already_used ON orchestrator.task_transitions USING btree (task_id, sort_key)")]
    [InlineData("task_transitions", "UNIQUE INDEX task_transitions_most_recent ON orchestrator.task_transitions USING btree (task_id) WHERE most_recent")]
    [InlineData("lifecycle_events", "UNIQUE INDEX event_seq_already_used ON orchestrator.lifecycle_events USING btree (subject_kind, subject_id, seq)")]
    [InlineData("lifecycle_events", "(namespace_id, tx, id)")]
    [InlineData("lifecycle_events", "(scope_id, tx, id)")]
    [InlineData("lifecycle_events", "(tx, id)")]
    [InlineData("lifecycle_events", "brin (occurred_at)")]
    [InlineData("task_chain_edges", "UNIQUE INDEX chain_edge_already_exists ON orchestrator.task_chain_edges USING btree (parent_task_id, child_task_id)")]
    [InlineData("task_chain_edges", "UNIQUE INDEX task_chain_edges_primary ON orchestrator.task_chain_edges USING btree (child_task_id) WHERE is_primary")]
    [InlineData("task_chains", "UNIQUE INDEX chain_root_already_heads_another_chain ON orchestrator.task_chains USING btree (root_task_id)")]
    [InlineData("chain_transitions", "UNIQUE INDEX chain_transition_sort_key_already_used ON orchestrator.chain_transitions USING btree (chain_id, sort_key)")]
    [InlineData("chain_transitions", "UNIQUE INDEX chain_transitions_most_recent ON orchestrator.chain_transitions USING btree (chain_id) WHERE most_recent")]
    [InlineData("chain_templates", "UNIQUE INDEX template_version_already_exists ON orchestrator.chain_templates USING btree (namespace_id, name, version)")]
    [InlineData("task_annotations", "gin (annotation jsonb_path_ops)")]
    [InlineData("llm_calls", "UNIQUE INDEX llm_call_already_intended ON orchestrator.llm_calls USING btree (task_id, attempt, call_no)")]
    public async Task Index_OfThePage_Exists(string table, string definition)
    {
        List<string> live = await _sql.ListAsync<string>(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'orchestrator' AND tablename = $1", table);

        Assert.Contains(live, index => index.EndsWith(definition, StringComparison.Ordinal)
            || index.Contains(definition, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("task_summary")]
    [InlineData("task_chain_hierarchy")]
    [InlineData("execution_statistics")]
    [InlineData("chain_dag")]
    [InlineData("chain_execution_contexts")]
    [InlineData("chain_sync_violations")]
    [InlineData("background_tasks")]
    public async Task View_OfThePage_ExistsAndCanBeRead(string view)
    {
        Assert.Contains(view, SchemaPage.Views());
        await _sql.ListAsync($"SELECT * FROM orchestrator.{view} LIMIT 1", _ => 0);
    }

    /// <summary>
    /// Every table, column, type, nullability, constraint and index, held against Schema/catalog.txt; a migration changes both. A run
    /// that differs leaves what it found beside the test assembly, as catalog.txt.
    /// </summary>
    [Fact]
    public async Task Catalog_IsTheOneWrittenDown()
    {
        List<string> live = await _sql.ListAsync<string>("""
            SELECT line FROM (
                SELECT c.relname::text AS owner, 1 AS kind, a.attnum::int AS place, format('%s.%s %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                    CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
                    CASE WHEN a.attidentity <> '' THEN ' IDENTITY' WHEN a.attgenerated <> '' THEN ' GENERATED'
                        ELSE coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') END) AS line
                FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
                WHERE c.relnamespace = 'orchestrator'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
                UNION ALL
                SELECT c.relname::text, 2, 0, format('%s: %s %s', c.relname, k.conname, pg_get_constraintdef(k.oid))
                FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
                WHERE c.relnamespace = 'orchestrator'::regnamespace AND c.relkind = 'r' AND k.contype <> 't'
                UNION ALL
                SELECT i.tablename::text, 3, 0, i.indexdef FROM pg_indexes AS i
                WHERE i.schemaname = 'orchestrator' AND NOT EXISTS (
                    SELECT FROM pg_constraint AS k WHERE k.conname = i.indexname AND k.connamespace = 'orchestrator'::regnamespace)
            ) AS catalog ORDER BY owner COLLATE "C", kind, place, line COLLATE "C"
            """);
        await File.WriteAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "catalog.txt"), live);

        string[] written = await File.ReadAllLinesAsync(Path.Combine(CloneRoot.Path, "tests", "Database", "Schema", "catalog.txt"));

        Assert.Empty(live.Except(written).Select(l => $"only in the database: {l}").Concat(written.Except(live).Select(l => $"only in catalog.txt: {l}")));
        Assert.Equal(written, live);
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
