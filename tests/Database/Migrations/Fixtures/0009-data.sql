-- What version 0009 adds to 0004-data.sql: nodes of every kind, a part of a chain that is a chain, a suspended one, requests known again, a decision,
-- bulk operations and keys.
INSERT INTO orchestrator.task_chains (id, chain_name, triggered_by, initiator, source_system, idempotency_key, request_hash, suspended_at) VALUES
    ('00000000-0000-7000-8001-000000000009', 'kinds', 'api:fixture', 'ada', 'shop', 'chain-key', repeat('c', 64), clock_timestamp());
INSERT INTO orchestrator.tasks (id, name, task_name, chain_id, node_key, node_kind, node_options, triggered_by, initiator, source_system) VALUES
    ('00000000-0000-7000-8001-000000000901', 'list', 'debug.echo', '00000000-0000-7000-8001-000000000009', 'list', 'work', '{}', 'api:fixture', 'ada', 'shop'),
    ('00000000-0000-7000-8001-000000000902', 'each', 'debug.echo', '00000000-0000-7000-8001-000000000009', 'each', 'map',
        '{"source": "list", "pointer": "/json", "max_parallel": 2, "failures_max": 1, "items": 2}', 'api:fixture', NULL, NULL),
    ('00000000-0000-7000-8001-000000000903', 'ask', 'approval', '00000000-0000-7000-8001-000000000009', 'ask', 'approval',
        '{"message": "Good?", "timeout_seconds": 60, "on_timeout": "reject"}', 'api:fixture', NULL, NULL),
    ('00000000-0000-7000-8001-000000000904', 'part', 'sub_chain', '00000000-0000-7000-8001-000000000009', 'part', 'sub_chain',
        '{"template_id": "00000000-0000-7000-8002-000000000001", "template": "default/summary@1.0.0", "input": {}}', 'api:fixture', NULL, NULL);
INSERT INTO orchestrator.task_chain_edges (parent_task_id, child_task_id)
SELECT ('00000000-0000-7000-8001-' || lpad((900 + n)::text, 12, '0'))::uuid, ('00000000-0000-7000-8001-' || lpad((901 + n)::text, 12, '0'))::uuid
FROM generate_series(1, 3) AS n;
SELECT orchestrator.transition_task(
    '00000000-0000-7000-8001-000000000901', ARRAY[s.before]::orchestrator.task_status[], s.after::orchestrator.task_status, 'system')
FROM (VALUES (1, 'pending', 'queued'), (2, 'queued', 'running'), (3, 'running', 'completed')) AS s (n, before, after) ORDER BY s.n;
SELECT orchestrator.insert_map_items('00000000-0000-7000-8001-000000000902', 0, ARRAY['"a"', '"b"']::jsonb[]);
INSERT INTO orchestrator.task_chains (id, chain_name, triggered_by, parent_task_id, template_id) VALUES
    ('00000000-0000-7000-8001-000000000010', 'part', 'system', '00000000-0000-7000-8001-000000000904', '00000000-0000-7000-8002-000000000001');
INSERT INTO orchestrator.template_nodes (template_id, node_key, task_name, node_kind, node_options) VALUES
    ('00000000-0000-7000-8002-000000000002', 'ask', 'approval', 'approval', '{"message": "Good?"}');
INSERT INTO orchestrator.orchestration_signals (instance_id, kind, name, payload, sent_at) VALUES
    ('task-00000000-0000-7000-8001-000000000903-1', 'raise_event', 'decision', '{"approved": true}', clock_timestamp());
INSERT INTO orchestrator.bulk_operations (id, namespace_id, action, status, filter, request_hash, triggered_by, total, done, page_no, idempotency_key) VALUES
    ('00000000-0000-7000-8004-000000000001', '00000000-0000-0000-0000-000000000001', 'cancel', 'pending', '{"statuses": ["pending"]}', repeat('b', 64),
        'api:fixture', 3, 1, 1, 'bulk-key');
INSERT INTO orchestrator.api_keys (name, prefix, key_hash, namespaces, permissions, requests_per_minute, created_by) VALUES
    ('client', 'fixture1', decode(repeat('ab', 32), 'hex'), '{*}', '{read,write}', 60, 'manual:fixture');
