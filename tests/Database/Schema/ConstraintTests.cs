using Npgsql;
using Orchestrator.Database.Tests.Chains;
using Orchestrator.Database.Tests.Tasks;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Schema;

/// <summary>Every check at its boundary; the constraint's name is the error.</summary>
public sealed class ConstraintTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    readonly NpgsqlDataSource _sql = database.DataSource;

    [Theory]
    [InlineData("name = repeat('n', 255)")]
    [InlineData("task_name = 'llm.complete', prompt = 'p'")]
    [InlineData("max_retries = 0")]
    [InlineData("retry_count = 3")]
    [InlineData("run_no = 1")]
    [InlineData("backoff_seconds = 0")]
    [InlineData("triggered_by = 'manual:ada'")]
    [InlineData("triggered_by = 'api:ci'")]
    [InlineData("triggered_by = 'scheduled'")]
    [InlineData("triggered_by = 'system'")]
    [InlineData("idempotency_key = 'k'")]
    [InlineData("tags = '{\"a\": \"b\"}'")]
    public async Task Task_AtTheBoundary_IsAccepted(string change)
    {
        Guid id = await _sql.InsertTaskAsync();

        Assert.Equal(1, await _sql.ExecuteAsync($"UPDATE orchestrator.tasks SET {change} WHERE id = $1", id));
    }

    [Theory]
    [InlineData("name = ''", "task_name_must_not_be_empty")]
    [InlineData("task_name = ''", "task_handler_must_not_be_empty")]
    [InlineData("task_name = 'llm.complete'", "llm_task_needs_a_prompt")]
    [InlineData("task_name = 'llm.complete', prompt = ''", "llm_task_needs_a_prompt")]
    [InlineData("task_parameters = '[]'", "task_parameters_must_be_an_object")]
    [InlineData("metadata = '1'", "task_metadata_must_be_an_object")]
    [InlineData("tags = '[]'", "task_tags_must_be_an_object")]
    [InlineData("max_retries = -1, retry_count = -1", "task_max_retries_must_not_be_negative")]
    [InlineData("retry_count = 4", "task_retry_count_must_be_between_0_and_max_retries")]
    [InlineData("retry_count = -1", "task_retry_count_must_be_between_0_and_max_retries")]
    [InlineData("warnings_count = -1", "task_warnings_count_must_not_be_negative")]
    [InlineData("run_no = 0", "task_run_no_must_be_positive")]
    [InlineData("backoff_seconds = -1", "task_backoff_must_not_be_negative")]
    [InlineData("triggered_by = 'manual:'", "task_triggered_by_must_say_who")]
    [InlineData("triggered_by = 'someone'", "task_triggered_by_must_say_who")]
    [InlineData("idempotency_key = ''", "task_idempotency_key_must_not_be_empty")]
    [InlineData("map_index = 0", "task_map_item_needs_node_and_index")]
    [InlineData("parent_task_id = id", "task_must_not_be_its_own_parent")]
    [InlineData("parent_task_id = gen_random_uuid()", "task_parent_must_exist")]
    [InlineData("namespace_id = gen_random_uuid()", "task_namespace_must_exist")]
    public async Task Task_BeyondTheBoundary_IsRefusedByName(string change, string constraint)
    {
        Guid id = await _sql.InsertTaskAsync();

        await AssertRefusedAsync(constraint, $"UPDATE orchestrator.tasks SET {change} WHERE id = '{id}'");
    }

    [Fact]
    public async Task Task_WithANameOf256_IsRefused()
    {
        PostgresException error = await Assert.ThrowsAsync<PostgresException>(
            () => _sql.ExecuteAsync("INSERT INTO orchestrator.tasks (name, task_name) VALUES (repeat('n', 256), 'sum')"));

        Assert.Equal(PostgresErrorCodes.StringDataRightTruncation, error.SqlState);
    }

    [Theory]
    [InlineData("namespace_id, idempotency_key", "'00000000-0000-0000-0000-000000000001', 'twice'", Constraints.IdempotencyKeyAlreadyUsed)]
    [InlineData("identity_hash", "'twice'", Constraints.TaskIdentityAlreadyExists)]
    [InlineData("chain_id, node_key", "$chain, 'a'", "task_node_key_already_used_in_chain")]
    public async Task Task_WithAKeyInUse_IsRefusedByName(string columns, string values, string constraint)
    {
        values = values.Replace("$chain", $"'{await _sql.InsertChainAsync()}'", StringComparison.Ordinal);
        await _sql.InsertTaskAsync(columns, values);

        PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => _sql.InsertTaskAsync(columns, values));

        Assert.Equal((PostgresErrorCodes.UniqueViolation, constraint), (error.SqlState, error.ConstraintName));
    }

    [Fact]
    public async Task IdempotencyKey_InAnotherNamespace_IsAnotherKey()
    {
        Guid other = await _sql.ReadAsync<Guid>("INSERT INTO orchestrator.namespaces (name) VALUES ('other') RETURNING id");
        await _sql.InsertTaskAsync("idempotency_key", "'shared'");

        await _sql.InsertTaskAsync("namespace_id, idempotency_key", $"'{other}', 'shared'");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("team-7")]
    public async Task Namespace_WithALowerCaseName_IsAccepted(string name) =>
        await _sql.ExecuteAsync("INSERT INTO orchestrator.namespaces (name) VALUES ($1)", name);

    [Theory]
    [InlineData("''")]
    [InlineData("'Team'")]
    [InlineData("'a b'")]
    [InlineData("repeat('a', 64)")]
    public async Task Namespace_WithAnotherName_IsRefused(string name) => await AssertRefusedAsync(
        "namespace_name_must_be_lower_case_letters_digits_or_hyphens", $"INSERT INTO orchestrator.namespaces (name) VALUES ({name})");

    [Theory]
    [InlineData("1, NULL, NULL, NULL", null)]
    [InlineData("2, 0, 0, 0", null)]
    [InlineData("3, 10, 5, 15", null)]
    [InlineData("4, 10, 5, 14", "execution_tokens_must_add_up")]
    [InlineData("5, -1, 1, 0", "execution_tokens_must_add_up")]
    [InlineData("6, 10, NULL, 10", "execution_tokens_must_add_up")]
    [InlineData("0, NULL, NULL, NULL", "execution_attempt_must_be_positive")]
    public async Task Execution_Tokens_AreAllThereAndAddUp(string values, string? constraint)
    {
        string statement = $"""
            INSERT INTO orchestrator.task_executions (task_id, attempt_number, prompt_tokens, completion_tokens, total_tokens)
            VALUES ('{await _sql.InsertTaskAsync()}', {values})
            """;

        if (constraint is null)
        {
            await _sql.ExecuteAsync(statement);
            await AssertRefusedAsync(Constraints.ExecutionAttemptAlreadyRecorded, statement);
        }
        else
        {
            await AssertRefusedAsync(constraint, statement);
        }
    }

    [Theory]
    [InlineData("1, 1, repeat('0', 64), 0", null)]
    [InlineData("1, 0, repeat('0', 64), 0", "llm_call_attempt_and_number_must_be_positive")]
    [InlineData("1, 1, repeat('0', 63), 0", "llm_call_request_hash_must_be_sha256_in_hex")]
    [InlineData("1, 1, repeat('X', 64), 0", "llm_call_request_hash_must_be_sha256_in_hex")]
    [InlineData("1, 1, repeat('0', 64), -1", "llm_call_figures_must_not_be_negative")]
    public async Task LlmCall_IsHeldToTheLedgersRules(string values, string? constraint)
    {
        string statement = $"""
            INSERT INTO orchestrator.llm_calls (task_id, provider, model, attempt, call_no, request_hash, input_tokens)
            VALUES ('{await _sql.InsertTaskAsync()}', 'p', 'm', {values})
            """;

        if (constraint is null)
        {
            await _sql.ExecuteAsync(statement);
            await AssertRefusedAsync(Constraints.LlmCallAlreadyIntended, statement);
        }
        else
        {
            await AssertRefusedAsync(constraint, statement);
        }
    }

    [Theory]
    [InlineData("'', 'terminate', NULL", "signal_instance_must_not_be_empty")]
    [InlineData("'i', 'shout', NULL", "signal_kind_must_be_known")]
    [InlineData("'i', 'raise_event', NULL", "signal_event_needs_a_name")]
    public async Task Signal_ThatNobodyCanSend_IsRefused(string values, string constraint) => await AssertRefusedAsync(
        constraint, $"INSERT INTO orchestrator.orchestration_signals (instance_id, kind, name) VALUES ({values})");

    [Theory]
    [InlineData("chain_name = ''", "chain_name_must_not_be_empty")]
    [InlineData("context = '[]'", "chain_context_must_be_an_object")]
    [InlineData("bypass = '{}'", "chain_bypass_must_be_a_list")]
    [InlineData("max_parallel = 0", "chain_max_parallel_must_be_positive")]
    [InlineData("on_failure = 'stop'", "chain_on_failure_must_be_fail_fast_or_continue")]
    [InlineData("triggered_by = 'someone'", "chain_triggered_by_must_say_who")]
    [InlineData("status = 'skipped'", "chain_transition_must_be_allowed")]
    [InlineData("root_task_id = gen_random_uuid()", "chain_root_must_exist")]
    [InlineData("template_id = gen_random_uuid()", "chain_template_must_exist")]
    public async Task Chain_BeyondTheBoundary_IsRefusedByName(string change, string constraint)
    {
        Guid chain = await _sql.InsertChainAsync();

        await AssertRefusedAsync(constraint, $"UPDATE orchestrator.task_chains SET {change} WHERE id = '{chain}'");
    }

    [Theory]
    [InlineData("'shop.order_paid'", null)]
    [InlineData("'order'", "custom_event_name_must_be_namespace_dot_name")]
    [InlineData("'task.order_paid'", "custom_event_prefix_is_reserved")]
    [InlineData("'test.order_paid'", "custom_event_prefix_is_reserved")]
    public async Task CustomEventType_IsNamedInANamespaceOfItsOwn(string name, string? constraint)
    {
        string statement = $"INSERT INTO orchestrator.custom_event_types (name) VALUES ({name})";
        if (constraint is null)
        {
            await _sql.ExecuteAsync(statement);
        }
        else
        {
            await AssertRefusedAsync(constraint, statement);
        }
    }

    [Theory]
    [InlineData("'dotnet', NULL", null)]
    [InlineData("'http', 'https://example.org'", null)]
    [InlineData("'http', NULL", "http_handler_needs_an_endpoint")]
    [InlineData("'ftp', NULL", "handler_kind_must_be_known")]
    public async Task HandlerRegistration_IsOfAKnownKind(string values, string? constraint)
    {
        string statement = $"INSERT INTO orchestrator.handler_registrations (namespace, name, version, kind, endpoint) VALUES ('', 'h', '{Guid.NewGuid()}', {values})";
        if (constraint is null)
        {
            await _sql.ExecuteAsync(statement);
        }
        else
        {
            await AssertRefusedAsync(constraint, statement);
        }
    }

    [Fact]
    public async Task ObjectMap_TurnedRound_IsTheSameMap()
    {
        Guid a = await _sql.ReadAsync<Guid>("INSERT INTO orchestrator.dependent_systems (name) VALUES ('crm') RETURNING id");
        Guid b = await _sql.ReadAsync<Guid>("INSERT INTO orchestrator.dependent_systems (name) VALUES ('billing') RETURNING id");
        const string Insert = "INSERT INTO orchestrator.dependent_system_object_maps (system_a_id, remote_id_a, system_b_id, remote_id_b) VALUES ";
        await _sql.ExecuteAsync($"{Insert} ('{a}', '1', '{b}', '2')");

        await AssertRefusedAsync("object_map_already_exists", $"{Insert} ('{b}', '2', '{a}', '1')");
        await _sql.ExecuteAsync($"{Insert} ('{b}', '1', '{a}', '2')");
    }

    [Fact]
    public async Task Annotation_OfAnUnknownType_IsRefused()
    {
        Guid task = await _sql.InsertTaskAsync();
        string statement = $"INSERT INTO orchestrator.task_annotations (task_id, annotation_type, annotation, created_by) VALUES ('{task}', 'review', '{{}}', 'ada')";

        await AssertRefusedAsync("annotation_type_must_exist", statement);
        await _sql.ExecuteAsync("INSERT INTO orchestrator.annotation_types (name) VALUES ('review')");
        await _sql.ExecuteAsync(statement);
    }

    async Task AssertRefusedAsync(string constraint, string statement)
    {
        PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => _sql.ExecuteAsync(statement));
        Assert.Equal(constraint, error.ConstraintName);
    }
}
