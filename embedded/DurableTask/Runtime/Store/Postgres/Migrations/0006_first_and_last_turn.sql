-- The first turn of an instance stands in its own row, the last one in the row of its result: two rows, and their keys, less for each
-- instance. Turns with large payloads, and those of hubs from before, stand among the others. Whoever reads sees them all in the view.
ALTER TABLE durable.history RENAME TO turns;
ALTER TABLE durable.turns RENAME CONSTRAINT history_pkey TO turns_pkey;
ALTER INDEX durable.history_payloads_idx RENAME TO turns_payloads_idx;

ALTER TABLE durable.instances
    ADD COLUMN first_at            timestamptz,
    ADD COLUMN first_status        smallint,
    ADD COLUMN first_custom_status text,
    ADD COLUMN first_events        bytea;

ALTER TABLE durable.results
    ADD COLUMN turn          int,
    ADD COLUMN custom_status text,
    ADD COLUMN events        bytea;

CREATE VIEW durable.history AS
SELECT t.partition_id, t.instance, t.turn, t.at, t.status, t.custom_status, t.events, t.payloads FROM durable.turns AS t
UNION ALL
SELECT i.partition_id, i.id, 0, i.first_at, i.first_status, i.first_custom_status, i.first_events, NULL::bytea[]
FROM durable.instances AS i WHERE i.first_events IS NOT NULL
UNION ALL
SELECT r.partition_id, r.instance, r.turn, r.at, r.status, r.custom_status, r.events, NULL::bytea[]
FROM durable.results AS r WHERE r.events IS NOT NULL;

-- A lease is held by a lock in the server's memory instead of one on its row, which every commit had to write.
CREATE FUNCTION durable.lease_lock(of_partition int) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT (1818850918::bigint << 32) + of_partition
$$;

-- First statement of every commit. The look at the epoch is a statement of its own, so it sees what a taker has committed whom the lock waited for.
CREATE FUNCTION durable.hold_lease(of_partition int, of_epoch bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock_shared(durable.lease_lock(of_partition)) THEN
        PERFORM pg_advisory_xact_lock_shared(durable.lease_lock(of_partition));
    END IF;
    PERFORM 1 FROM durable.partitions WHERE id = of_partition AND lease_epoch = of_epoch;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'partition % has passed from epoch % to another owner', of_partition, of_epoch USING ERRCODE = 'DT001';
    END IF;
END
$$;

-- Whoever takes a partition waits for the commits that are on their way.
CREATE FUNCTION durable.await_commits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(durable.lease_lock(OLD.id));
    RETURN NEW;
END
$$;

-- An older program that still runs knows nothing of all this: it loses its leases, and takes none, for the column that it raises is gone.
ALTER TABLE durable.partitions RENAME COLUMN epoch TO lease_epoch;

CREATE OR REPLACE FUNCTION durable.fence(lease_partition int, lease_epoch bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a newer program has upgraded the hub: partition % is not this program''s any more', lease_partition USING ERRCODE = 'DT001';
END
$$;

CREATE TRIGGER await_commits BEFORE UPDATE OF lease_epoch ON durable.partitions
    FOR EACH ROW EXECUTE FUNCTION durable.await_commits();

CREATE OR REPLACE FUNCTION durable.sweep_payloads(limit_count int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    candidates bytea[];
    taken int;
BEGIN
    WITH gone AS (
        DELETE FROM durable.dropped_payloads WHERE id IN (
            SELECT id FROM durable.dropped_payloads ORDER BY id LIMIT limit_count FOR UPDATE SKIP LOCKED
        ) RETURNING hash
    )
    SELECT count(*), array_agg(DISTINCT hash) INTO taken, candidates FROM gone;
    PERFORM 1 FROM durable.payloads WHERE hash = ANY(candidates) ORDER BY hash FOR UPDATE;
    DELETE FROM durable.payloads AS p WHERE p.hash = ANY(candidates)
        AND NOT EXISTS (SELECT FROM durable.instances WHERE payloads @> ARRAY[p.hash])
        AND NOT EXISTS (SELECT FROM durable.turns WHERE payloads @> ARRAY[p.hash])
        AND NOT EXISTS (SELECT FROM durable.results WHERE payloads @> ARRAY[p.hash])
        AND NOT EXISTS (SELECT FROM durable.inbox WHERE payloads @> ARRAY[p.hash]);
    RETURN taken;
END
$$;
