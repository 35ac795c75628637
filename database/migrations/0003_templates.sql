-- Templates, what they refer to, notes on tasks, handlers, and what clients call their own events.

CREATE TABLE orchestrator.dependent_systems (
    id          uuid        NOT NULL DEFAULT gen_random_uuid(),
    name        text        NOT NULL,
    description text,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT dependent_systems_pkey PRIMARY KEY (id),
    CONSTRAINT dependent_system_name_already_used UNIQUE (name),
    CONSTRAINT dependent_system_name_must_not_be_empty CHECK (name <> '')
);

-- One thing under the names that two systems have for it.
CREATE TABLE orchestrator.dependent_system_object_maps (
    id               bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    system_a_id      uuid        NOT NULL,
    remote_id_a      text        NOT NULL,
    system_b_id      uuid        NOT NULL,
    remote_id_b      text        NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT dependent_system_object_maps_pkey PRIMARY KEY (id),
    CONSTRAINT object_map_first_system_must_exist FOREIGN KEY (system_a_id) REFERENCES orchestrator.dependent_systems (id) ON DELETE CASCADE,
    CONSTRAINT object_map_second_system_must_exist FOREIGN KEY (system_b_id) REFERENCES orchestrator.dependent_systems (id) ON DELETE CASCADE,
    CONSTRAINT object_map_must_join_two_objects CHECK ((system_a_id, remote_id_a) <> (system_b_id, remote_id_b)),
    CONSTRAINT object_map_remote_ids_must_not_be_empty CHECK (remote_id_a <> '' AND remote_id_b <> '')
);
-- (A, B) and (B, A) are one pair: both are kept under the lesser end first.
CREATE UNIQUE INDEX object_map_already_exists ON orchestrator.dependent_system_object_maps (
    least(system_a_id::text || ' ' || remote_id_a, system_b_id::text || ' ' || remote_id_b),
    greatest(system_a_id::text || ' ' || remote_id_a, system_b_id::text || ' ' || remote_id_b));
CREATE INDEX dependent_system_object_maps_b ON orchestrator.dependent_system_object_maps (system_b_id, remote_id_b);
CREATE INDEX dependent_system_object_maps_a ON orchestrator.dependent_system_object_maps (system_a_id, remote_id_a);

CREATE TABLE orchestrator.chain_templates (
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    namespace_id    uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000001',
    name            varchar(255) NOT NULL,
    version         text        NOT NULL,
    -- major, minor, patch, and 0 for a pre-release: 1.10.0 comes after 1.9.0, 2.0.0 after 2.0.0-rc.1.
    version_order   int[]       NOT NULL GENERATED ALWAYS AS (
        CASE WHEN version ~ '^[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}([-+]|$)'
            THEN string_to_array(split_part(split_part(version, '+', 1), '-', 1), '.')::int[]
                || CASE WHEN split_part(version, '+', 1) LIKE '%-%' THEN 0 ELSE 1 END
            ELSE '{}'::int[] END) STORED,
    description     text,
    input_schema    jsonb       NOT NULL DEFAULT '{}',
    definition      jsonb       NOT NULL,
    definition_hash text        NOT NULL,
    active          boolean     NOT NULL DEFAULT true,
    created_by      text,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT chain_templates_pkey PRIMARY KEY (id),
    CONSTRAINT template_namespace_must_exist FOREIGN KEY (namespace_id) REFERENCES orchestrator.namespaces (id),
    CONSTRAINT template_version_already_exists UNIQUE (namespace_id, name, version),
    CONSTRAINT template_name_must_not_be_empty CHECK (name <> ''),
    CONSTRAINT template_version_must_be_semver CHECK (
        version ~ '^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$'),
    CONSTRAINT template_input_schema_must_be_an_object CHECK (jsonb_typeof(input_schema) = 'object'),
    CONSTRAINT template_definition_must_be_an_object CHECK (jsonb_typeof(definition) = 'object')
);
CREATE INDEX chain_templates_latest ON orchestrator.chain_templates (namespace_id, name, version_order DESC) WHERE active;

CREATE TABLE orchestrator.template_nodes (
    id                  bigint       NOT NULL GENERATED ALWAYS AS IDENTITY,
    template_id         uuid         NOT NULL,
    node_key            varchar(100) NOT NULL,
    task_name           varchar(100) NOT NULL,
    prompt              text,
    parameters          jsonb        NOT NULL DEFAULT '{}',
    max_retries         int          NOT NULL DEFAULT 3,
    retryable           boolean      NOT NULL DEFAULT true,
    skippable           boolean      NOT NULL DEFAULT false,
    dependent_system_id uuid,
    CONSTRAINT template_nodes_pkey PRIMARY KEY (id),
    CONSTRAINT template_node_template_must_exist FOREIGN KEY (template_id) REFERENCES orchestrator.chain_templates (id) ON DELETE CASCADE,
    CONSTRAINT template_node_dependent_system_must_exist FOREIGN KEY (dependent_system_id) REFERENCES orchestrator.dependent_systems (id),
    CONSTRAINT template_node_key_already_used UNIQUE (template_id, node_key),
    CONSTRAINT template_node_key_must_not_be_empty CHECK (node_key <> ''),
    CONSTRAINT template_node_handler_must_not_be_empty CHECK (task_name <> ''),
    CONSTRAINT template_node_parameters_must_be_an_object CHECK (jsonb_typeof(parameters) = 'object'),
    CONSTRAINT template_node_max_retries_must_not_be_negative CHECK (max_retries >= 0)
);

CREATE TABLE orchestrator.template_edges (
    id                   bigint       NOT NULL GENERATED ALWAYS AS IDENTITY,
    template_id          uuid         NOT NULL,
    from_node            varchar(100) NOT NULL,
    to_node              varchar(100) NOT NULL,
    mapping              jsonb        NOT NULL DEFAULT '{}',
    condition            orchestrator.edge_condition NOT NULL DEFAULT 'on_success',
    condition_expression text,
    CONSTRAINT template_edges_pkey PRIMARY KEY (id),
    CONSTRAINT template_edge_start_must_be_a_node FOREIGN KEY (template_id, from_node)
        REFERENCES orchestrator.template_nodes (template_id, node_key) ON DELETE CASCADE,
    CONSTRAINT template_edge_end_must_be_a_node FOREIGN KEY (template_id, to_node)
        REFERENCES orchestrator.template_nodes (template_id, node_key) ON DELETE CASCADE,
    CONSTRAINT template_edge_already_exists UNIQUE (template_id, from_node, to_node),
    CONSTRAINT template_edge_must_not_point_to_its_own_start CHECK (from_node <> to_node),
    CONSTRAINT template_edge_mapping_must_be_an_object CHECK (jsonb_typeof(mapping) = 'object'),
    CONSTRAINT template_edge_expression_belongs_to_its_condition CHECK (
        (condition = 'expression') = (coalesce(condition_expression, '') <> ''))
);

ALTER TABLE orchestrator.task_chains
    ADD CONSTRAINT chain_template_must_exist FOREIGN KEY (template_id) REFERENCES orchestrator.chain_templates (id);
ALTER TABLE orchestrator.tasks
    ADD CONSTRAINT task_template_must_exist FOREIGN KEY (template_id) REFERENCES orchestrator.chain_templates (id);

CREATE TABLE orchestrator.prompt_templates (
    id         text        NOT NULL,
    version    int         NOT NULL,
    body       text        NOT NULL,
    active     boolean     NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT prompt_templates_pkey PRIMARY KEY (id, version),
    CONSTRAINT prompt_template_id_must_not_be_empty CHECK (id <> ''),
    CONSTRAINT prompt_template_version_must_be_positive CHECK (version >= 1),
    CONSTRAINT prompt_template_body_must_not_be_empty CHECK (body <> '')
);

CREATE TABLE orchestrator.annotation_types (
    name        varchar(100) NOT NULL,
    description text,
    schema      jsonb        NOT NULL DEFAULT '{}',
    created_at  timestamptz  NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT annotation_types_pkey PRIMARY KEY (name),
    CONSTRAINT annotation_type_name_must_be_lower_case_words CHECK (name ~ '^[a-z][a-z0-9_.-]*$'),
    CONSTRAINT annotation_type_schema_must_be_an_object CHECK (jsonb_typeof(schema) = 'object')
);

CREATE TABLE orchestrator.task_annotations (
    id              bigint       NOT NULL GENERATED ALWAYS AS IDENTITY,
    task_id         uuid         NOT NULL,
    annotation_type varchar(100) NOT NULL,
    annotation      jsonb        NOT NULL,
    created_by      text         NOT NULL,
    created_at      timestamptz  NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT task_annotations_pkey PRIMARY KEY (id),
    CONSTRAINT annotation_task_must_exist FOREIGN KEY (task_id) REFERENCES orchestrator.tasks (id) ON DELETE CASCADE,
    CONSTRAINT annotation_type_must_exist FOREIGN KEY (annotation_type) REFERENCES orchestrator.annotation_types (name)
);
CREATE INDEX task_annotations_task ON orchestrator.task_annotations (task_id, id);
CREATE INDEX task_annotations_annotation ON orchestrator.task_annotations USING gin (annotation jsonb_path_ops);

CREATE TABLE orchestrator.handler_registrations (
    namespace    text        NOT NULL,
    name         varchar(100) NOT NULL,
    version      text        NOT NULL,
    kind         text        NOT NULL,
    endpoint     text,
    last_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT handler_registrations_pkey PRIMARY KEY (namespace, name, version),
    CONSTRAINT handler_name_must_not_be_empty CHECK (name <> ''),
    CONSTRAINT handler_kind_must_be_known CHECK (kind IN ('dotnet', 'http', 'worker')),
    CONSTRAINT http_handler_needs_an_endpoint CHECK (kind <> 'http' OR coalesce(endpoint, '') <> '')
);

CREATE TABLE orchestrator.custom_event_types (
    name        text        NOT NULL,
    description text,
    schema      jsonb       NOT NULL DEFAULT '{}',
    created_by  text,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT custom_event_types_pkey PRIMARY KEY (name),
    CONSTRAINT custom_event_name_must_be_namespace_dot_name CHECK (name ~ '^[a-z][a-z0-9_-]*(\.[a-z0-9_]+)+$'),
    CONSTRAINT custom_event_prefix_is_reserved CHECK (split_part(name, '.', 1) NOT IN (
        'task', 'chain', 'orchestration', 'observability', 'registry', 'template', 'job', 'llm', 'admission', 'cache',
        'health', 'telemetry', 'webhook', 'test')),
    CONSTRAINT custom_event_schema_must_be_an_object CHECK (jsonb_typeof(schema) = 'object')
);

-- Who did what through the API. No foreign keys: it outlives what it tells of.
CREATE TABLE orchestrator.audit_log (
    id           bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    actor        text        NOT NULL,
    action       text        NOT NULL,
    subject_kind text,
    subject_id   uuid,
    namespace_id uuid,
    outcome      text        NOT NULL DEFAULT 'ok',
    details      jsonb       NOT NULL DEFAULT '{}',
    occurred_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT audit_log_pkey PRIMARY KEY (id),
    CONSTRAINT audit_actor_must_not_be_empty CHECK (actor <> ''),
    CONSTRAINT audit_action_must_not_be_empty CHECK (action <> ''),
    CONSTRAINT audit_details_must_be_an_object CHECK (jsonb_typeof(details) = 'object')
);
CREATE INDEX audit_log_subject ON orchestrator.audit_log (subject_id, id) WHERE subject_id IS NOT NULL;
CREATE INDEX audit_log_occurred_at ON orchestrator.audit_log USING brin (occurred_at);
