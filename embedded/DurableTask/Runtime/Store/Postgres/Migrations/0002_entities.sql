-- Durable entities: the state replaces itself, there is no history. What has neither state nor lock has no row.
CREATE TABLE durable.entities (
    hub_id       int         NOT NULL,
    partition_id int         NOT NULL,
    instance_id  text        COLLATE "C" NOT NULL, -- @name@key
    state        text,
    locked_by    text,                             -- the orchestration that holds the lock, as JSON
    modified_at  timestamptz NOT NULL,
    CONSTRAINT entities_pkey PRIMARY KEY (hub_id, instance_id)
) WITH (fillfactor = 70); -- each operation updates its row in place

-- Signals that wait for their time; when it has come they pass into the inbox.
CREATE TABLE durable.entity_signals (
    id           uuid        CONSTRAINT entity_signals_pkey PRIMARY KEY,
    partition_id int         NOT NULL,
    instance_id  text        NOT NULL,
    due_at       timestamptz NOT NULL,
    message      bytea       NOT NULL
);
CREATE INDEX entity_signals_partition_id_due_at_idx ON durable.entity_signals (partition_id, due_at);
