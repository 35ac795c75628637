-- Cancelling or retrying every task that a filter finds, in the background. The row is the operation's memory: its orchestration has none.
CREATE TABLE orchestrator.bulk_operations (
    id               uuid         NOT NULL,
    namespace_id     uuid         NOT NULL,
    action           text         NOT NULL,
    status           orchestrator.task_status NOT NULL DEFAULT 'pending',
    filter           jsonb        NOT NULL,
    reason           text,
    idempotency_key  varchar(255),
    request_hash     text         NOT NULL,
    triggered_by     varchar(100) NOT NULL,
    total            int          NOT NULL DEFAULT 0,
    done             int          NOT NULL DEFAULT 0,
    passed_over      int          NOT NULL DEFAULT 0,
    page_no          int          NOT NULL DEFAULT 0,
    page             jsonb,        -- tasks of the page that is being worked on: a repeat works on the same ones
    place_created_at timestamptz,  -- the last task of the last page; the next page begins after it
    place_task_id    uuid,
    error_message    text,
    created_at       timestamptz  NOT NULL DEFAULT clock_timestamp(),
    started_at       timestamptz,
    completed_at     timestamptz,
    moved_at         timestamptz  NOT NULL DEFAULT clock_timestamp(),  -- since when nothing has happened to it
    CONSTRAINT bulk_operations_pkey PRIMARY KEY (id),
    CONSTRAINT bulk_namespace_must_exist FOREIGN KEY (namespace_id) REFERENCES orchestrator.namespaces (id),
    CONSTRAINT bulk_idempotency_key_already_used UNIQUE (namespace_id, idempotency_key),
    CONSTRAINT bulk_idempotency_key_must_not_be_empty CHECK (idempotency_key <> ''),
    CONSTRAINT bulk_action_must_be_known CHECK (action IN ('cancel', 'retry')),
    CONSTRAINT bulk_status_must_be_one_of_an_operation CHECK (
        status IN ('pending', 'running', 'completed', 'completed_with_warnings', 'failed', 'cancelled')),
    CONSTRAINT bulk_filter_must_be_an_object CHECK (jsonb_typeof(filter) = 'object'),
    CONSTRAINT bulk_page_must_be_a_list CHECK (jsonb_typeof(page) = 'array'),
    CONSTRAINT bulk_counts_must_not_exceed_the_total CHECK (done >= 0 AND passed_over >= 0 AND done + passed_over <= total),
    CONSTRAINT bulk_triggered_by_must_say_who CHECK (triggered_by ~ '^(manual:.+|api:.+|scheduled|system)$'),
    CONSTRAINT bulk_end_must_be_told CHECK ((completed_at IS NULL) = (status IN ('pending', 'running')))
);
CREATE INDEX bulk_operations_open ON orchestrator.bulk_operations (moved_at) WHERE status IN ('pending', 'running');
