-- What a node of a chain is besides work, sub-chains, suspension, and by what a request for a chain is known again.
ALTER TABLE orchestrator.tasks
    ADD COLUMN node_kind    text  NOT NULL DEFAULT 'work',
    -- map: source (key of the parent), pointer, max_parallel, failures_max. approval: message, timeout_seconds, on_timeout.
    -- sub_chain: template_id, template (namespace/name@version), input.
    ADD COLUMN node_options jsonb NOT NULL DEFAULT '{}',
    ADD CONSTRAINT task_node_kind_must_be_known CHECK (node_kind IN ('work', 'map', 'approval', 'sub_chain')),
    ADD CONSTRAINT task_node_options_must_be_an_object CHECK (jsonb_typeof(node_options) = 'object'),
    ADD CONSTRAINT task_that_is_no_work_must_be_in_a_chain CHECK (node_kind = 'work' OR chain_id IS NOT NULL);

ALTER TABLE orchestrator.task_chains
    ADD COLUMN parent_task_id   uuid,         -- the sub_chain node that it is a part of
    ADD COLUMN suspended_at     timestamptz,
    ADD COLUMN initiator        text,
    ADD COLUMN source_system    text,
    ADD COLUMN idempotency_key  varchar(255),
    ADD COLUMN request_hash     text,
    -- Since when somebody has had the start of this run in hand.
    ADD COLUMN start_claimed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ADD CONSTRAINT chain_parent_task_must_exist FOREIGN KEY (parent_task_id) REFERENCES orchestrator.tasks (id) ON DELETE SET NULL,
    ADD CONSTRAINT chain_idempotency_key_must_not_be_empty CHECK (idempotency_key <> ''),
    ADD CONSTRAINT chain_idempotency_key_already_used UNIQUE (namespace_id, idempotency_key);
CREATE INDEX task_chains_parent_task ON orchestrator.task_chains (parent_task_id) WHERE parent_task_id IS NOT NULL;
CREATE INDEX task_chains_to_start ON orchestrator.task_chains (start_claimed_at) WHERE run_started_at IS NULL;

ALTER TABLE orchestrator.template_nodes
    ADD COLUMN node_kind    text  NOT NULL DEFAULT 'work',
    ADD COLUMN node_options jsonb NOT NULL DEFAULT '{}',
    ADD CONSTRAINT template_node_kind_must_be_known CHECK (node_kind IN ('work', 'map', 'approval', 'sub_chain')),
    ADD CONSTRAINT template_node_options_must_be_an_object CHECK (jsonb_typeof(node_options) = 'object');
