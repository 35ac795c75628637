-- Recovery reads the instances without a result. So that it need not look at all that ever ended, the owner of a partition notes now and
-- then which ones live: an instance with an id below "below" lives only if it is in "live" (and has still no result).
CREATE TABLE durable.live_checkpoints (
    partition_id int      CONSTRAINT live_checkpoints_pkey PRIMARY KEY,
    below        bigint   NOT NULL,
    live         bigint[] NOT NULL,
    at           timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX instances_partition_id_id_idx ON durable.instances (partition_id, id);

CREATE FUNCTION durable.live_lock(of_partition int) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT (1818850917::bigint << 32) + of_partition
$$;

-- The lock waits for clients that are creating an instance (they hold it shared until they commit): their ids may be lower. Those that come
-- later find the new row, and add themselves where their id is below (CommitBatch).
CREATE FUNCTION durable.checkpoint_live(owned_partition int, below_id bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(durable.live_lock(owned_partition));
    INSERT INTO durable.live_checkpoints AS c (partition_id, below, live)
    SELECT owned_partition, below_id, coalesce(array_agg(DISTINCT i.id), '{}')
    FROM (
        SELECT unnest(k.live) AS id FROM durable.live_checkpoints AS k WHERE k.partition_id = owned_partition
        UNION ALL
        SELECT n.id FROM durable.instances AS n
        WHERE n.partition_id = owned_partition AND n.id < below_id
          AND n.id >= coalesce((SELECT k.below FROM durable.live_checkpoints AS k WHERE k.partition_id = owned_partition), 0)
    ) AS i
    WHERE NOT EXISTS (SELECT FROM durable.results AS r WHERE r.partition_id = owned_partition AND r.instance = i.id)
      AND EXISTS (SELECT FROM durable.instances AS n WHERE n.partition_id = owned_partition AND n.id = i.id)
    ON CONFLICT (partition_id) DO UPDATE SET below = excluded.below, live = excluded.live, at = clock_timestamp()
    WHERE c.below <= excluded.below;
END
$$;

-- An instance whose result is taken back (rewound) lives again.
CREATE FUNCTION durable.note_revived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(durable.live_lock(n.partition_id)) FROM (
        SELECT DISTINCT g.partition_id FROM gone AS g JOIN durable.instances AS i ON i.partition_id = g.partition_id AND i.id = g.instance
    ) AS n;
    UPDATE durable.live_checkpoints AS c SET live = c.live || n.ids
    FROM (
        SELECT g.partition_id, array_agg(g.instance) AS ids FROM gone AS g
        JOIN durable.instances AS i ON i.partition_id = g.partition_id AND i.id = g.instance GROUP BY g.partition_id
    ) AS n
    WHERE c.partition_id = n.partition_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_revived AFTER DELETE ON durable.results REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION durable.note_revived();
