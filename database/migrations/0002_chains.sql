-- Chains: tasks in a DAG. Edges are canonical; tasks.parent_task_id mirrors the primary one.

CREATE TABLE orchestrator.task_chains (
    id             uuid         NOT NULL DEFAULT gen_random_uuid(),
    chain_name     varchar(255) NOT NULL,
    description    text,
    namespace_id   uuid         NOT NULL DEFAULT '00000000-0000-0000-0000-000000000001',
    template_id    uuid,
    root_task_id   uuid,
    status         orchestrator.task_status NOT NULL DEFAULT 'pending',
    context        jsonb        NOT NULL DEFAULT '{}',
    max_parallel   int,
    on_failure     text         NOT NULL DEFAULT 'fail_fast',
    bypass         jsonb        NOT NULL DEFAULT '[]',
    triggered_by   varchar(100) NOT NULL DEFAULT 'system',
    identity_hash  text,
    correlation_id text,
    event_seq      int          NOT NULL DEFAULT 0,
    version        int          NOT NULL DEFAULT 1,
    created_at     timestamptz  NOT NULL DEFAULT clock_timestamp(),
    started_at     timestamptz,
    completed_at   timestamptz,
    error_message  text,
    updated_at     timestamptz  NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT task_chains_pkey PRIMARY KEY (id),
    CONSTRAINT chain_namespace_must_exist FOREIGN KEY (namespace_id) REFERENCES orchestrator.namespaces (id),
    -- Checked at commit: a chain is written before its tasks.
    CONSTRAINT chain_root_must_exist FOREIGN KEY (root_task_id) REFERENCES orchestrator.tasks (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT chain_root_already_heads_another_chain UNIQUE (root_task_id),
    CONSTRAINT chain_identity_already_exists UNIQUE (namespace_id, identity_hash),
    CONSTRAINT chain_id_is_unique_in_its_namespace UNIQUE (id, namespace_id),
    CONSTRAINT chain_name_must_not_be_empty CHECK (chain_name <> ''),
    CONSTRAINT chain_status_must_be_one_of_a_chain CHECK (
        status IN ('pending', 'running', 'completed', 'completed_with_warnings', 'failed', 'cancelled')),
    CONSTRAINT chain_context_must_be_an_object CHECK (jsonb_typeof(context) = 'object'),
    CONSTRAINT chain_bypass_must_be_a_list CHECK (jsonb_typeof(bypass) = 'array'),
    CONSTRAINT chain_max_parallel_must_be_positive CHECK (max_parallel >= 1),
    CONSTRAINT chain_on_failure_must_be_fail_fast_or_continue CHECK (on_failure IN ('fail_fast', 'continue')),
    CONSTRAINT chain_triggered_by_must_say_who CHECK (triggered_by ~ '^(manual:.+|api:.+|scheduled|system)$'),
    CONSTRAINT chain_end_must_not_be_before_its_start CHECK (completed_at >= started_at)
);
CREATE INDEX task_chains_status ON orchestrator.task_chains (status);
CREATE INDEX task_chains_namespace ON orchestrator.task_chains (namespace_id, created_at DESC);
CREATE INDEX task_chains_template ON orchestrator.task_chains (template_id) WHERE template_id IS NOT NULL;
CREATE INDEX task_chains_correlation ON orchestrator.task_chains (correlation_id);
CREATE INDEX task_chains_completed_at ON orchestrator.task_chains (completed_at) WHERE completed_at IS NOT NULL;

-- A chain takes its tasks with it.
ALTER TABLE orchestrator.tasks
    ADD CONSTRAINT task_chain_must_exist_in_its_namespace
        FOREIGN KEY (chain_id, namespace_id) REFERENCES orchestrator.task_chains (id, namespace_id) ON DELETE CASCADE;

CREATE TABLE orchestrator.task_chain_edges (
    id                   bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    chain_id             uuid        NOT NULL,
    parent_task_id       uuid        NOT NULL,
    child_task_id        uuid        NOT NULL,
    output_mapping       jsonb       NOT NULL DEFAULT '{}',
    condition            orchestrator.edge_condition NOT NULL DEFAULT 'on_success',
    condition_expression text,
    is_primary           boolean     NOT NULL DEFAULT false,
    created_at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT task_chain_edges_pkey PRIMARY KEY (id),
    CONSTRAINT chain_edge_chain_must_exist FOREIGN KEY (chain_id) REFERENCES orchestrator.task_chains (id) ON DELETE CASCADE,
    CONSTRAINT chain_edge_parent_must_exist FOREIGN KEY (parent_task_id) REFERENCES orchestrator.tasks (id) ON DELETE CASCADE,
    CONSTRAINT chain_edge_child_must_exist FOREIGN KEY (child_task_id) REFERENCES orchestrator.tasks (id) ON DELETE CASCADE,
    CONSTRAINT chain_edge_already_exists UNIQUE (parent_task_id, child_task_id),
    CONSTRAINT chain_edge_must_not_point_to_its_own_start CHECK (parent_task_id <> child_task_id),
    CONSTRAINT chain_edge_output_mapping_must_be_an_object CHECK (jsonb_typeof(output_mapping) = 'object'),
    CONSTRAINT chain_edge_expression_belongs_to_its_condition CHECK (
        (condition = 'expression') = (coalesce(condition_expression, '') <> ''))
);
CREATE INDEX task_chain_edges_child ON orchestrator.task_chain_edges (child_task_id, id);
CREATE INDEX task_chain_edges_chain ON orchestrator.task_chain_edges (chain_id);
CREATE UNIQUE INDEX task_chain_edges_primary ON orchestrator.task_chain_edges (child_task_id) WHERE is_primary;

-- Written by triggers only.
CREATE TABLE orchestrator.chain_transitions (
    id          bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    chain_id    uuid        NOT NULL,
    from_status orchestrator.task_status,
    to_status   orchestrator.task_status NOT NULL,
    sort_key    int         NOT NULL,
    most_recent boolean     NOT NULL,
    metadata    jsonb       NOT NULL DEFAULT '{}',
    actor       text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT chain_transitions_pkey PRIMARY KEY (id),
    CONSTRAINT chain_transition_chain_must_exist FOREIGN KEY (chain_id) REFERENCES orchestrator.task_chains (id) ON DELETE CASCADE,
    CONSTRAINT chain_transition_sort_key_already_used UNIQUE (chain_id, sort_key),
    CONSTRAINT only_the_first_chain_transition_comes_from_nowhere CHECK ((from_status IS NULL) = (sort_key = 1))
);
CREATE UNIQUE INDEX chain_transitions_most_recent ON orchestrator.chain_transitions (chain_id) WHERE most_recent;

-- A chain's status follows from its tasks; these are the steps that it can take so, and what each is called.
INSERT INTO orchestrator.allowed_transitions (subject, from_status, to_status, event_name, operator_only)
SELECT 'chain', s.from_status::orchestrator.task_status, s.to_status::orchestrator.task_status, s.event_name, false
FROM (VALUES
    (NULL,      'pending',                 'chain.created'),
    ('pending', 'running',                 'chain.started'),
    ('pending', 'completed',               'chain.completed'),
    ('pending', 'completed_with_warnings', 'chain.completed'),
    ('pending', 'failed',                  'chain.failed'),
    ('pending', 'cancelled',               'chain.cancelled'),
    ('running', 'completed',               'chain.completed'),
    ('running', 'completed_with_warnings', 'chain.completed'),
    ('running', 'failed',                  'chain.failed'),
    ('running', 'cancelled',               'chain.cancelled'),
    ('running', 'pending',                 'chain.rescheduled'),
    ('running', 'pending',                 'chain.retry_requested'),
    ('running', 'pending',                 'chain.rerun_requested'),
    ('failed',  'completed',               'chain.completed'),
    ('failed',  'completed_with_warnings', 'chain.completed'),
    ('failed',  'cancelled',               'chain.cancelled'),
    ('failed',  'completed',               'chain.resolved_manually'),
    ('failed',  'completed_with_warnings', 'chain.resolved_manually'),
    ('failed',  'cancelled',               'chain.resolved_manually'),
    ('completed',               'cancelled', 'chain.cancelled'),
    ('completed_with_warnings', 'cancelled', 'chain.cancelled')) AS s (from_status, to_status, event_name)
UNION
-- An ended chain goes on when a task of it does, or when it gets another task.
SELECT 'chain', e.from_status, t.to_status, t.event_name, false
FROM unnest('{completed, completed_with_warnings, failed, cancelled}'::orchestrator.task_status[]) AS e (from_status)
CROSS JOIN (VALUES
    ('running'::orchestrator.task_status, 'chain.started'),
    ('running', 'chain.retry_requested'),
    ('running', 'chain.rerun_requested'),
    ('pending', 'chain.retry_requested'),
    ('pending', 'chain.rerun_requested')) AS t (to_status, event_name);
