-- Serialized inputs, outputs and events of more than 64 k characters, once each: whoever has one refers to it by the hash of its content,
-- as {"payload":"<hash>"} in events and messages and in column payloads of the row that does. Seen whole:
-- SELECT convert_from(content, 'UTF8') FROM durable.payloads WHERE hash = decode('<hash>', 'hex').
CREATE TABLE durable.payloads (
    hash    bytea CONSTRAINT payloads_pkey PRIMARY KEY,
    content bytea NOT NULL
);

ALTER TABLE durable.instances ADD COLUMN payloads bytea[];
ALTER TABLE durable.history ADD COLUMN payloads bytea[];
ALTER TABLE durable.results ADD COLUMN payloads bytea[];
ALTER TABLE durable.inbox ADD COLUMN payloads bytea[];

-- Rows without payloads, nearly all, are not in these indexes.
CREATE INDEX instances_payloads_idx ON durable.instances USING gin (payloads) WHERE payloads IS NOT NULL;
CREATE INDEX history_payloads_idx ON durable.history USING gin (payloads) WHERE payloads IS NOT NULL;
CREATE INDEX results_payloads_idx ON durable.results USING gin (payloads) WHERE payloads IS NOT NULL;
CREATE INDEX inbox_payloads_idx ON durable.inbox USING gin (payloads) WHERE payloads IS NOT NULL;

-- What a row that is gone, by whatever statement, has referred to: perhaps nobody else does.
CREATE TABLE durable.dropped_payloads (
    id   bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT dropped_payloads_pkey PRIMARY KEY,
    hash bytea  NOT NULL
);

CREATE FUNCTION durable.note_dropped_payloads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO durable.dropped_payloads (hash) SELECT unnest(OLD.payloads);
    RETURN NULL;
END
$$;

CREATE TRIGGER note_dropped_payloads AFTER DELETE ON durable.instances FOR EACH ROW
    WHEN (OLD.payloads IS NOT NULL) EXECUTE FUNCTION durable.note_dropped_payloads();
CREATE TRIGGER note_replaced_payloads AFTER UPDATE OF payloads ON durable.instances FOR EACH ROW
    WHEN (OLD.payloads IS NOT NULL AND OLD.payloads IS DISTINCT FROM NEW.payloads) EXECUTE FUNCTION durable.note_dropped_payloads();
CREATE TRIGGER note_dropped_payloads AFTER DELETE ON durable.history FOR EACH ROW
    WHEN (OLD.payloads IS NOT NULL) EXECUTE FUNCTION durable.note_dropped_payloads();
CREATE TRIGGER note_dropped_payloads AFTER DELETE ON durable.results FOR EACH ROW
    WHEN (OLD.payloads IS NOT NULL) EXECUTE FUNCTION durable.note_dropped_payloads();
CREATE TRIGGER note_dropped_payloads AFTER DELETE ON durable.inbox FOR EACH ROW
    WHEN (OLD.payloads IS NOT NULL) EXECUTE FUNCTION durable.note_dropped_payloads();

-- Deletes payloads that nobody refers to any more. Whoever refers to one writes its row first, in the same transaction: such a writer is
-- waited for here, by the lock, and seen by the second statement; one that comes later waits for this transaction and writes it anew.
CREATE FUNCTION durable.sweep_payloads(limit_count int) RETURNS int LANGUAGE plpgsql AS $$
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
        AND NOT EXISTS (SELECT FROM durable.history WHERE payloads @> ARRAY[p.hash])
        AND NOT EXISTS (SELECT FROM durable.results WHERE payloads @> ARRAY[p.hash])
        AND NOT EXISTS (SELECT FROM durable.inbox WHERE payloads @> ARRAY[p.hash]);
    RETURN taken;
END
$$;
