-- The state of durable hubs. docs: several hubs share the schema; a partition's rows carry partition_id, which names hub and partition.
CREATE TABLE durable.hubs (
    id         int         GENERATED ALWAYS AS IDENTITY CONSTRAINT hubs_pkey PRIMARY KEY,
    name       text        NOT NULL CONSTRAINT hubs_name_key UNIQUE,
    partitions int         NOT NULL CONSTRAINT hubs_partitions_check CHECK (partitions BETWEEN 1 AND 1024),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- The lease: whoever holds the highest epoch may write. Every commit reads its row FOR SHARE, so taking the partition (an UPDATE)
-- waits for a commit that is on its way, and a commit that comes after it finds another epoch.
CREATE TABLE durable.partitions (
    id          int         GENERATED ALWAYS AS IDENTITY CONSTRAINT partitions_pkey PRIMARY KEY,
    hub_id      int         NOT NULL CONSTRAINT partitions_hub_id_fkey REFERENCES durable.hubs (id),
    number      int         NOT NULL,
    epoch       bigint      NOT NULL DEFAULT 0,
    owner       text,
    lease_until timestamptz NOT NULL DEFAULT '-infinity',
    CONSTRAINT partitions_hub_id_number_key UNIQUE (hub_id, number)
);

-- Who lives, so that each takes its share of the partitions.
CREATE TABLE durable.owners (
    hub_id      int         NOT NULL CONSTRAINT owners_hub_id_fkey REFERENCES durable.hubs (id),
    owner       text        NOT NULL,
    alive_until timestamptz NOT NULL,
    CONSTRAINT owners_pkey PRIMARY KEY (hub_id, owner)
);

-- Ids are taken in blocks of 1000, so that a turn that starts instances needs no round trip.
CREATE SEQUENCE durable.instance_ids INCREMENT BY 1000;

-- What an instance was started with. Insert-only but for continue-as-new: an instance has ended when results has its row.
-- tags and parent are text, not jsonb: jsonb refuses U+0000.
CREATE TABLE durable.instances (
    hub_id       int         NOT NULL,
    partition_id int         NOT NULL,
    id           bigint      NOT NULL,
    instance_id  text        COLLATE "C" NOT NULL,
    execution    int         NOT NULL,
    name         text        NOT NULL,
    version      text,
    input        text,
    tags         text,
    parent       text,
    created_at   timestamptz NOT NULL,
    start_at     timestamptz,
    CONSTRAINT instances_pkey PRIMARY KEY (hub_id, instance_id)
);

-- One row a turn: a JSON array of events as bytes. The key is the second guard against two owners.
CREATE TABLE durable.history (
    partition_id  int         NOT NULL,
    instance      bigint      NOT NULL,
    turn          int         NOT NULL,
    at            timestamptz NOT NULL,
    status        smallint    NOT NULL,
    custom_status text,
    events        bytea       NOT NULL,
    CONSTRAINT history_pkey PRIMARY KEY (partition_id, instance, turn)
);

CREATE TABLE durable.results (
    partition_id int         NOT NULL,
    instance     bigint      NOT NULL,
    status       smallint    NOT NULL,
    output       text,
    failure      text,
    at           timestamptz NOT NULL,
    CONSTRAINT results_pkey PRIMARY KEY (partition_id, instance)
);

-- Messages that no turn has consumed yet. id is drawn by the sender, so an owner that delivers its own message in memory knows it
-- again when it reads the table; seq is the order of arrival.
CREATE TABLE durable.inbox (
    id           uuid     CONSTRAINT inbox_pkey PRIMARY KEY,
    seq          bigint   GENERATED ALWAYS AS IDENTITY,
    partition_id int      NOT NULL,
    instance_id  text     NOT NULL,
    message      bytea    NOT NULL,
    deliveries   smallint NOT NULL DEFAULT 0
);
CREATE INDEX inbox_partition_id_seq_idx ON durable.inbox (partition_id, seq);

-- Messages put aside after turns failed on them again and again: SELECT convert_from(message, 'UTF8'), reason FROM durable.poison.
CREATE TABLE durable.poison (
    id           bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT poison_pkey PRIMARY KEY,
    partition_id int         NOT NULL,
    instance_id  text        NOT NULL,
    message      bytea       NOT NULL,
    reason       text        NOT NULL,
    at           timestamptz NOT NULL
);

-- First statement of every commit.
CREATE FUNCTION durable.fence(lease_partition int, lease_epoch bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM durable.partitions WHERE id = lease_partition AND epoch = lease_epoch FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'partition % has passed from epoch % to another owner', lease_partition, lease_epoch USING ERRCODE = 'DT001';
    END IF;
END
$$;
