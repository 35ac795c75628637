-- Tasks, their attempts, transitions and events, the ledger of model calls, signals to orchestrations.
-- Columns that point to tables of a later migration (chain_id, template_id) get their foreign key there.

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

CREATE TYPE orchestrator.task_status AS ENUM (
    'pending', 'queued', 'running', 'completed', 'completed_with_warnings',
    'failed', 'cancelled', 'skipped', 'resolved_manually');
CREATE TYPE orchestrator.execution_priority AS ENUM ('low', 'normal', 'high', 'critical');
CREATE TYPE orchestrator.entry_state AS ENUM ('planned', 'sent', 'running', 'succeeded', 'failed', 'skipped');
CREATE TYPE orchestrator.receipt_verdict AS ENUM ('unverified', 'verified', 'rejected', 'missing');
CREATE TYPE orchestrator.llm_outcome AS ENUM (
    'intended', 'succeeded', 'empty', 'blocked', 'rate_limited', 'timed_out', 'failed', 'unknown');
CREATE TYPE orchestrator.edge_condition AS ENUM ('on_success', 'on_failure', 'always', 'expression');
CREATE TYPE orchestrator.wait_reason AS ENUM (
    'dependency', 'execute_after', 'backoff', 'rate', 'tokens', 'budget', 'concurrency', 'approval', 'worker', 'suspended');

CREATE TABLE orchestrator.namespaces (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    name       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT namespaces_pkey PRIMARY KEY (id),
    CONSTRAINT namespace_name_already_used UNIQUE (name),
    CONSTRAINT namespace_name_must_be_lower_case_letters_digits_or_hyphens CHECK (name ~ '^[a-z0-9-]{1,63}$')
);

INSERT INTO orchestrator.namespaces (id, name) VALUES ('00000000-0000-0000-0000-000000000001', 'default');

CREATE TABLE orchestrator.tasks (
    id                        uuid         NOT NULL DEFAULT gen_random_uuid(),
    name                      varchar(255) NOT NULL,
    task_name                 varchar(100) NOT NULL,
    namespace_id              uuid         NOT NULL DEFAULT '00000000-0000-0000-0000-000000000001',
    prompt                    text,
    task_parameters           jsonb        NOT NULL DEFAULT '{}',
    status                    orchestrator.task_status NOT NULL DEFAULT 'pending',
    priority                  orchestrator.execution_priority NOT NULL DEFAULT 'normal',
    scheduled_at              timestamptz  NOT NULL DEFAULT clock_timestamp(),
    execute_after             timestamptz,
    started_at                timestamptz,
    completed_at              timestamptz,
    output                    text,
    task_output               jsonb,
    error_message             text,
    error_type                text,
    warnings_count            int          NOT NULL DEFAULT 0,
    run_no                    int          NOT NULL DEFAULT 1,
    max_retries               int          NOT NULL DEFAULT 3,
    retry_count               int          NOT NULL DEFAULT 0,
    retryable                 boolean      NOT NULL DEFAULT true,
    skippable                 boolean      NOT NULL DEFAULT false,
    backoff_seconds           int,
    last_attempted_at         timestamptz,
    -- Since when somebody (creator, operator, StartPendingTasks) has had the start of this run in hand.
    start_claimed_at          timestamptz  NOT NULL DEFAULT clock_timestamp(),
    wait_reason               orchestrator.wait_reason,
    wait_until                timestamptz,
    parent_task_id            uuid,
    chain_id                  uuid,
    node_key                  varchar(100),
    chain_position            int,
    template_id               uuid,
    triggered_by              varchar(100) NOT NULL DEFAULT 'system',
    created_by                text,
    initiator                 text,
    source_system             text,
    reason                    text,
    idempotency_key           varchar(255),
    request_hash              text,
    identity_hash             text,
    map_task_id               uuid,
    map_index                 int,
    correlation_id            text,
    concurrency_key           text,
    orchestration_instance_id text,
    event_seq                 int          NOT NULL DEFAULT 0,
    metadata                  jsonb        NOT NULL DEFAULT '{}',
    tags                      jsonb        NOT NULL DEFAULT '{}',
    created_at                timestamptz  NOT NULL DEFAULT clock_timestamp(),
    updated_at                timestamptz  NOT NULL DEFAULT clock_timestamp(),
    is_done                   boolean      NOT NULL GENERATED ALWAYS AS (
        status IN ('completed', 'completed_with_warnings', 'failed', 'cancelled', 'skipped', 'resolved_manually')) STORED,
    CONSTRAINT tasks_pkey PRIMARY KEY (id),
    CONSTRAINT task_namespace_must_exist FOREIGN KEY (namespace_id) REFERENCES orchestrator.namespaces (id),
    CONSTRAINT task_parent_must_exist FOREIGN KEY (parent_task_id) REFERENCES orchestrator.tasks (id) ON DELETE SET NULL,
    CONSTRAINT task_map_node_must_exist FOREIGN KEY (map_task_id) REFERENCES orchestrator.tasks (id) ON DELETE CASCADE,
    CONSTRAINT task_name_must_not_be_empty CHECK (name <> ''),
    CONSTRAINT task_handler_must_not_be_empty CHECK (task_name <> ''),
    CONSTRAINT llm_task_needs_a_prompt CHECK (task_name NOT LIKE 'llm.%' OR coalesce(prompt, '') <> ''),
    CONSTRAINT task_parameters_must_be_an_object CHECK (jsonb_typeof(task_parameters) = 'object'),
    CONSTRAINT task_metadata_must_be_an_object CHECK (jsonb_typeof(metadata) = 'object'),
    CONSTRAINT task_tags_must_be_an_object CHECK (jsonb_typeof(tags) = 'object'),
    CONSTRAINT task_max_retries_must_not_be_negative CHECK (max_retries >= 0),
    CONSTRAINT task_retry_count_must_be_between_0_and_max_retries CHECK (retry_count BETWEEN 0 AND max_retries),
    CONSTRAINT task_warnings_count_must_not_be_negative CHECK (warnings_count >= 0),
    CONSTRAINT task_run_no_must_be_positive CHECK (run_no >= 1),
    CONSTRAINT task_backoff_must_not_be_negative CHECK (backoff_seconds >= 0),
    CONSTRAINT task_end_must_not_be_before_its_start CHECK (completed_at >= started_at),
    CONSTRAINT task_triggered_by_must_say_who CHECK (triggered_by ~ '^(manual:.+|api:.+|scheduled|system)$'),
    CONSTRAINT task_idempotency_key_must_not_be_empty CHECK (idempotency_key <> ''),
    CONSTRAINT task_map_item_needs_node_and_index CHECK ((map_task_id IS NULL) = (map_index IS NULL) AND map_index >= 0),
    CONSTRAINT task_map_item_must_not_be_in_a_chain CHECK (map_task_id IS NULL OR chain_id IS NULL),
    CONSTRAINT task_must_not_be_its_own_parent CHECK (parent_task_id <> id),
    CONSTRAINT task_idempotency_key_already_used UNIQUE (namespace_id, idempotency_key),
    CONSTRAINT task_identity_already_exists UNIQUE (namespace_id, identity_hash),
    CONSTRAINT task_node_key_already_used_in_chain UNIQUE (chain_id, node_key),
    CONSTRAINT task_map_index_already_used UNIQUE (map_task_id, map_index)
);

-- Every index here is written at every status change: a new one needs its bench figure in the commit.
CREATE INDEX tasks_status ON orchestrator.tasks (status);
CREATE INDEX tasks_active ON orchestrator.tasks (created_at) WHERE status IN ('pending', 'queued', 'running');
CREATE INDEX tasks_created_at ON orchestrator.tasks (created_at DESC);
CREATE INDEX tasks_next ON orchestrator.tasks (priority DESC, scheduled_at) WHERE status IN ('pending', 'queued');
CREATE INDEX tasks_execute_after ON orchestrator.tasks (execute_after) WHERE execute_after IS NOT NULL;
CREATE INDEX tasks_parent ON orchestrator.tasks (parent_task_id) WHERE parent_task_id IS NOT NULL;
CREATE INDEX tasks_chain_status ON orchestrator.tasks (chain_id, status);
CREATE INDEX tasks_metadata ON orchestrator.tasks USING gin (metadata);
CREATE INDEX tasks_tags ON orchestrator.tasks USING gin (tags jsonb_path_ops);
CREATE INDEX tasks_correlation ON orchestrator.tasks (correlation_id);
CREATE INDEX tasks_namespace_status ON orchestrator.tasks (namespace_id, status, created_at DESC);

-- Text search lives beside tasks: a trigram index on tasks would be rewritten by every status change.
CREATE TABLE orchestrator.task_search (
    task_id      uuid NOT NULL,
    namespace_id uuid NOT NULL,
    body         text NOT NULL,
    CONSTRAINT task_search_pkey PRIMARY KEY (task_id),
    CONSTRAINT task_search_task_must_exist FOREIGN KEY (task_id) REFERENCES orchestrator.tasks (id) ON DELETE CASCADE
);
CREATE INDEX task_search_body ON orchestrator.task_search USING gin (body public.gin_trgm_ops);

CREATE TABLE orchestrator.task_executions (
    id                        bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    task_id                   uuid        NOT NULL,
    attempt_number            int         NOT NULL,
    status                    orchestrator.task_status NOT NULL DEFAULT 'queued',
    queued_at                 timestamptz NOT NULL DEFAULT clock_timestamp(),
    started_at                timestamptz,
    completed_at              timestamptz,
    duration_ms               bigint,
    model_name                text,
    prompt_tokens             int,
    completion_tokens         int,
    total_tokens              int,
    cost_usd                  numeric(18, 8),
    output                    text,
    error_message             text,
    error_type                text,
    worker_id                 text,
    orchestration_instance_id text,
    execution_metadata        jsonb       NOT NULL DEFAULT '{}',
    CONSTRAINT task_executions_pkey PRIMARY KEY (id),
    CONSTRAINT execution_task_must_exist FOREIGN KEY (task_id) REFERENCES orchestrator.tasks (id) ON DELETE CASCADE,
    CONSTRAINT execution_attempt_already_recorded UNIQUE (task_id, attempt_number),
    CONSTRAINT execution_attempt_must_be_positive CHECK (attempt_number >= 1),
    CONSTRAINT execution_end_must_not_be_before_its_start CHECK (completed_at >= started_at),
    CONSTRAINT execution_cost_must_not_be_negative CHECK (cost_usd >= 0),
    CONSTRAINT execution_tokens_must_add_up CHECK (
        num_nulls(prompt_tokens, completion_tokens, total_tokens) = 3
        OR (num_nulls(prompt_tokens, completion_tokens, total_tokens) = 0
            AND prompt_tokens >= 0 AND completion_tokens >= 0 AND total_tokens = prompt_tokens + completion_tokens))
);

-- Written by triggers only.
CREATE TABLE orchestrator.task_transitions (
    id          bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    task_id     uuid        NOT NULL,
    from_status orchestrator.task_status,
    to_status   orchestrator.task_status NOT NULL,
    sort_key    int         NOT NULL,
    most_recent boolean     NOT NULL,
    metadata    jsonb       NOT NULL DEFAULT '{}',
    actor       text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT task_transitions_pkey PRIMARY KEY (id),
    CONSTRAINT transition_task_must_exist FOREIGN KEY (task_id) REFERENCES orchestrator.tasks (id) ON DELETE CASCADE,
    CONSTRAINT transition_sort_key_already_used UNIQUE (task_id, sort_key),
    CONSTRAINT only_the_first_transition_comes_from_nowhere CHECK ((from_status IS NULL) = (sort_key = 1))
);
CREATE UNIQUE INDEX task_transitions_most_recent ON orchestrator.task_transitions (task_id) WHERE most_recent;

CREATE TABLE orchestrator.allowed_transitions (
    subject       text    NOT NULL,
    from_status   orchestrator.task_status,
    to_status     orchestrator.task_status NOT NULL,
    event_name    text    NOT NULL,
    operator_only boolean NOT NULL DEFAULT false,
    CONSTRAINT allowed_transition_already_listed UNIQUE NULLS NOT DISTINCT (subject, from_status, to_status, event_name),
    CONSTRAINT allowed_transition_subject_must_be_known CHECK (subject IN ('task', 'chain', 'job'))
);

INSERT INTO orchestrator.allowed_transitions (subject, from_status, to_status, event_name, operator_only) VALUES
    ('task', NULL,                      'pending',                 'task.created',           false),
    ('task', 'pending',                 'queued',                  'task.queued',            false),
    ('task', 'queued',                  'running',                 'task.started',           false),
    ('task', 'running',                 'queued',                  'task.retry_scheduled',   false),
    ('task', 'running',                 'completed',               'task.completed',         false),
    ('task', 'running',                 'completed_with_warnings', 'task.completed',         false),
    ('task', 'running',                 'failed',                  'task.failed',            false),
    ('task', 'pending',                 'failed',                  'task.failed',            false),
    ('task', 'queued',                  'failed',                  'task.failed',            false),
    ('task', 'pending',                 'cancelled',               'task.cancelled',         false),
    ('task', 'queued',                  'cancelled',               'task.cancelled',         false),
    ('task', 'running',                 'cancelled',               'task.cancelled',         false),
    ('task', 'queued',                  'pending',                 'task.rescheduled',       false),
    ('task', 'pending',                 'skipped',                 'task.skipped',           false),
    ('task', 'failed',                  'pending',                 'task.retry_requested',   true),
    ('task', 'completed',               'pending',                 'task.rerun_requested',   true),
    ('task', 'completed_with_warnings', 'pending',                 'task.rerun_requested',   true),
    ('task', 'failed',                  'pending',                 'task.rerun_requested',   true),
    ('task', 'skipped',                 'pending',                 'task.rerun_requested',   true),
    ('task', 'cancelled',               'pending',                 'task.rerun_requested',   true),
    ('task', 'resolved_manually',       'pending',                 'task.rerun_requested',   true),
    ('task', 'failed',                  'skipped',                 'task.skipped',           false),
    ('task', 'failed',                  'resolved_manually',       'task.resolved_manually', true),
    ('task', 'completed',               'cancelled',               'task.cancelled',         true),
    ('task', 'completed_with_warnings', 'cancelled',               'task.cancelled',         true),
    ('task', 'resolved_manually',       'cancelled',               'task.cancelled',         true);

-- No foreign keys: an event outlives its subject, and a lock on the namespace's row for each event would cost every writer.
CREATE TABLE orchestrator.lifecycle_events (
    id             bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    tx             xid8        NOT NULL DEFAULT pg_current_xact_id(),
    subject_kind   text        NOT NULL,
    subject_id     uuid        NOT NULL,
    seq            int         NOT NULL,
    namespace_id   uuid        NOT NULL,
    scope_id       uuid,
    event_name     text        NOT NULL,
    actor          text        NOT NULL,
    payload        jsonb       NOT NULL,
    correlation_id text,
    occurred_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT lifecycle_events_pkey PRIMARY KEY (id),
    CONSTRAINT event_seq_already_used UNIQUE (subject_kind, subject_id, seq),
    CONSTRAINT event_seq_must_be_positive CHECK (seq >= 1),
    CONSTRAINT event_subject_kind_must_be_a_lower_case_word CHECK (subject_kind ~ '^[a-z][a-z_]*$'),
    CONSTRAINT event_name_must_have_a_prefix CHECK (event_name ~ '^[a-z][a-z0-9_-]*(\.[a-z0-9_]+)+$')
);
CREATE INDEX lifecycle_events_namespace ON orchestrator.lifecycle_events (namespace_id, tx, id);
CREATE INDEX lifecycle_events_scope ON orchestrator.lifecycle_events (scope_id, tx, id);
CREATE INDEX lifecycle_events_position ON orchestrator.lifecycle_events (tx, id);
CREATE INDEX lifecycle_events_occurred_at ON orchestrator.lifecycle_events USING brin (occurred_at);

CREATE TABLE orchestrator.orchestration_signals (
    id            uuid        NOT NULL DEFAULT gen_random_uuid(),
    instance_id   text        NOT NULL,
    kind          text        NOT NULL,
    name          text,
    payload       jsonb,
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    sent_at       timestamptz,
    attempts      int         NOT NULL DEFAULT 0,
    claimed_until timestamptz,
    CONSTRAINT orchestration_signals_pkey PRIMARY KEY (id),
    CONSTRAINT signal_instance_must_not_be_empty CHECK (instance_id <> ''),
    CONSTRAINT signal_kind_must_be_known CHECK (kind IN ('raise_event', 'terminate', 'suspend', 'resume')),
    CONSTRAINT signal_event_needs_a_name CHECK (kind <> 'raise_event' OR coalesce(name, '') <> ''),
    CONSTRAINT signal_attempts_must_not_be_negative CHECK (attempts >= 0)
);
CREATE INDEX orchestration_signals_unsent ON orchestrator.orchestration_signals (created_at) WHERE sent_at IS NULL;

-- The ledger: one row is one HTTP request. A task with paid calls cannot be deleted without deciding about them.
CREATE TABLE orchestrator.llm_calls (
    id            bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    task_id       uuid        NOT NULL,
    attempt       int         NOT NULL,
    call_no       int         NOT NULL,
    request_hash  char(64)    NOT NULL,
    provider      text        NOT NULL,
    model         text        NOT NULL,
    outcome       orchestrator.llm_outcome NOT NULL DEFAULT 'intended',
    http_status   int,
    worker_id     text,
    lease_until   timestamptz,
    response      jsonb,
    input_tokens  int,
    cached_tokens int,
    output_tokens int,
    cost_usd      numeric(18, 8),
    latency_ms    bigint,
    retry_after_s int,
    finish_reason text,
    error         text,
    intended_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    answered_at   timestamptz,
    CONSTRAINT llm_calls_pkey PRIMARY KEY (id),
    CONSTRAINT llm_call_task_must_exist FOREIGN KEY (task_id) REFERENCES orchestrator.tasks (id),
    CONSTRAINT llm_call_already_intended UNIQUE (task_id, attempt, call_no),
    CONSTRAINT llm_call_attempt_and_number_must_be_positive CHECK (attempt >= 1 AND call_no >= 1),
    CONSTRAINT llm_call_request_hash_must_be_sha256_in_hex CHECK (request_hash ~ '^[0-9a-f]{64}$'),
    CONSTRAINT llm_call_figures_must_not_be_negative CHECK (
        input_tokens >= 0 AND cached_tokens >= 0 AND output_tokens >= 0
        AND cost_usd >= 0 AND latency_ms >= 0 AND retry_after_s >= 0),
    CONSTRAINT llm_call_answer_must_not_be_before_its_intent CHECK (answered_at >= intended_at)
);
CREATE INDEX llm_calls_request ON orchestrator.llm_calls (request_hash);
CREATE INDEX llm_calls_unanswered ON orchestrator.llm_calls (lease_until) WHERE outcome = 'intended';
