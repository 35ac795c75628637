-- What version 0003 adds to 0001-data.sql: chains in every status, edges of every condition, maps, a template in use, notes, names.
INSERT INTO orchestrator.chain_templates (id, name, version, definition, definition_hash, created_by) VALUES
    ('00000000-0000-7000-8002-000000000001', 'summary', '1.0.0', '{"nodes": []}', 'hash-1', 'fixture'),
    ('00000000-0000-7000-8002-000000000002', 'summary', '1.10.0-rc.1', '{"nodes": []}', 'hash-2', 'fixture');
INSERT INTO orchestrator.template_nodes (template_id, node_key, task_name)
SELECT t.id, n.key, 'debug.echo' FROM orchestrator.chain_templates AS t CROSS JOIN unnest('{a, b}'::text[]) AS n (key);
INSERT INTO orchestrator.template_edges (template_id, from_node, to_node, mapping)
SELECT id, 'a', 'b', '{"text": "/text"}' FROM orchestrator.chain_templates;
UPDATE orchestrator.chain_templates SET active = false WHERE version = '1.0.0';

DO $$
DECLARE
    -- Of each chain the ways of its four nodes (a -> b, a -> c, b -> d, c -> d).
    chains text[] := ARRAY[
        '{}|{}|{}|{}',
        '{queued,running,completed}|{queued,running}|{queued}|{}',
        '{queued,running,completed}|{queued,running,completed}|{skipped}|{queued,running,completed}',
        '{queued,running,completed_with_warnings}|{failed,skipped}|{queued,running,completed}|{queued,running,completed}',
        '{queued,running,completed}|{queued,running,failed}|{queued,running,completed}|{cancelled}',
        '{cancelled}|{cancelled}|{cancelled}|{cancelled}',
        '{queued,running,failed,pending,queued,running,completed}|{failed,resolved_manually}|{queued,running,completed}|{queued,running,completed}'];
    chain uuid;
    node uuid;
    way text;
    previous text;
    step text;
BEGIN
    FOR c IN 1 .. array_length(chains, 1) LOOP
        chain := ('00000000-0000-7000-8001-' || lpad(c::text, 12, '0'))::uuid;
        INSERT INTO orchestrator.task_chains (id, chain_name, context, max_parallel, on_failure, bypass, triggered_by, template_id, identity_hash)
        VALUES (chain, 'chain ' || c, jsonb_build_object('topic', c), c, CASE WHEN c % 2 = 0 THEN 'continue' ELSE 'fail_fast' END,
            CASE WHEN c = 3 THEN '["c"]' ELSE '[]' END::jsonb, 'api:fixture',
            CASE WHEN c = 2 THEN '00000000-0000-7000-8002-000000000001'::uuid END, 'chain-hash-' || c);
        INSERT INTO orchestrator.tasks (id, name, task_name, chain_id, node_key, skippable, triggered_by)
        SELECT ('00000000-0000-7000-8001-' || lpad((c * 100 + k.n)::text, 12, '0'))::uuid, 'node ' || k.key, 'debug.echo', chain, k.key, k.key = 'b', 'api:fixture'
        FROM unnest('{a, b, c, d}'::text[]) WITH ORDINALITY AS k (key, n);
        INSERT INTO orchestrator.task_chain_edges (parent_task_id, child_task_id, condition, condition_expression, output_mapping)
        SELECT ('00000000-0000-7000-8001-' || lpad((c * 100 + e.parent)::text, 12, '0'))::uuid,
            ('00000000-0000-7000-8001-' || lpad((c * 100 + e.child)::text, 12, '0'))::uuid,
            e.condition::orchestrator.edge_condition, CASE e.condition WHEN 'expression' THEN 'output.ok == true' END, e.mapping::jsonb
        FROM (VALUES (1, 2, 'on_success', '{"text": "/text"}'), (1, 3, 'expression', '{}'), (2, 4, 'always', '{}'), (3, 4, 'on_success', '{}'))
            AS e (parent, child, condition, mapping);
        FOR k IN 1 .. 4 LOOP
            node := ('00000000-0000-7000-8001-' || lpad((c * 100 + k)::text, 12, '0'))::uuid;
            way := split_part(chains[c], '|', k);
            previous := 'pending';
            FOREACH step IN ARRAY way::text[] LOOP
                IF NOT orchestrator.transition_task(
                    node, ARRAY[previous]::orchestrator.task_status[], step::orchestrator.task_status, 'manual:fixture', '{"reason": "fixture"}')
                THEN
                    RAISE EXCEPTION '% did not move to %', node, step;
                END IF;
                previous := step;
            END LOOP;
        END LOOP;
    END LOOP;
END
$$;

SELECT orchestrator.insert_map_items('00000000-0000-7000-8001-000000000202', 0, ARRAY['1', '"two"', '{"three": 3}']::jsonb[]);
SELECT orchestrator.record_chain_event('00000000-0000-7000-8001-000000000002', 'chain.node_expanded', 'system', '{"items": 3}');
SELECT orchestrator.create_chained_task('later', 'sum', ARRAY['00000000-0000-7000-8001-000000000204']::uuid[]);

INSERT INTO orchestrator.annotation_types (name, description) VALUES ('review', 'What a reader says');
INSERT INTO orchestrator.task_annotations (task_id, annotation_type, annotation, created_by) VALUES
    ('00000000-0000-7000-8000-000000000004', 'review', '{"good": true}', 'fixture');
INSERT INTO orchestrator.prompt_templates (id, version, body) VALUES ('greeting', 1, 'Hello {{name}}'), ('greeting', 2, 'Good day {{name}}');
INSERT INTO orchestrator.dependent_systems (id, name) VALUES
    ('00000000-0000-7000-8003-000000000001', 'crm'), ('00000000-0000-7000-8003-000000000002', 'billing');
INSERT INTO orchestrator.dependent_system_object_maps (system_a_id, remote_id_a, system_b_id, remote_id_b) VALUES
    ('00000000-0000-7000-8003-000000000001', 'c-1', '00000000-0000-7000-8003-000000000002', 'b-9');
INSERT INTO orchestrator.handler_registrations (namespace, name, version, kind) VALUES ('default', 'sum', '1.0.0', 'dotnet');
INSERT INTO orchestrator.custom_event_types (name, description) VALUES ('shop.ordered', 'An order came');
INSERT INTO orchestrator.audit_log (actor, action, subject_kind, subject_id, outcome) VALUES
    ('api:fixture', 'RetryTask', 'task', '00000000-0000-7000-8000-000000000010', 'ok');
