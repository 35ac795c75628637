-- As in 0004, but each instance is looked up by key. As joins these lookups were planned on whatever the statistics said, and on a table that
-- had just filled, that was to read all results for each instance: minutes of CPU for 100,000 instances. Subqueries with a LIMIT stay subqueries.
CREATE OR REPLACE FUNCTION durable.checkpoint_live(owned_partition int, below_id bigint) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off AS $$
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
    WHERE (SELECT r.instance FROM durable.results AS r WHERE r.partition_id = owned_partition AND r.instance = i.id LIMIT 1) IS NULL
      AND (SELECT n.id FROM durable.instances AS n WHERE n.partition_id = owned_partition AND n.id = i.id LIMIT 1) IS NOT NULL
    ON CONFLICT (partition_id) DO UPDATE SET below = excluded.below, live = excluded.live, at = clock_timestamp()
    WHERE c.below <= excluded.below;
END
$$;
