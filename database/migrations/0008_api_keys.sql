-- Who may call the gateway by key. The key itself is shown once, when it is made, and is nowhere stored.
CREATE TABLE orchestrator.api_keys (
    id                  uuid        NOT NULL DEFAULT gen_random_uuid(),
    name                varchar(90) NOT NULL,
    prefix              text        NOT NULL,
    key_hash            bytea       NOT NULL,
    namespaces          text[]      NOT NULL,
    permissions         text[]      NOT NULL,
    requests_per_minute int,
    created_by          text        NOT NULL,
    created_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at          timestamptz,
    revoked_at          timestamptz,
    last_used_at        timestamptz,
    CONSTRAINT api_keys_pkey PRIMARY KEY (id),
    CONSTRAINT api_key_prefix_already_used UNIQUE (prefix),
    CONSTRAINT api_key_name_must_be_a_word CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
    CONSTRAINT api_key_hash_must_be_sha256 CHECK (length(key_hash) = 32),
    CONSTRAINT api_key_needs_a_namespace CHECK (cardinality(namespaces) > 0),
    CONSTRAINT api_key_permissions_must_be_known CHECK (
        cardinality(permissions) > 0 AND permissions <@ ARRAY['read', 'write', 'operate', 'administer']),
    CONSTRAINT api_key_rate_must_be_positive CHECK (requests_per_minute > 0)
);
