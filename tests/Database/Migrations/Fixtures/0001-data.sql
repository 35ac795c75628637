-- Data as version 0001 writes them: a task in every status, attempts, calls, signals, keys, tags, an operator's retry.
INSERT INTO orchestrator.namespaces (name) VALUES ('team-7');

INSERT INTO orchestrator.tasks (id, name, task_name, namespace_id, prompt, task_parameters, triggered_by, idempotency_key, request_hash, tags, correlation_id)
SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'task ' || n,
    CASE WHEN n % 2 = 0 THEN 'llm.complete' ELSE 'debug.echo' END,
    (SELECT id FROM orchestrator.namespaces WHERE name = CASE WHEN n % 3 = 0 THEN 'team-7' ELSE 'default' END),
    CASE WHEN n % 2 = 0 THEN 'Say ' || n END, jsonb_build_object('n', n), 'api:fixture', 'key-' || n, 'hash-' || n,
    jsonb_build_object('team', 'blue', 'n', n::text), 'correlation-' || n % 4
FROM generate_series(1, 12) AS n;

DO $$
DECLARE
    way text[];
    ways text[] := ARRAY[
        '{}', '{queued}', '{queued,running}', '{queued,running,completed}', '{queued,running,completed_with_warnings}', '{failed}',
        '{cancelled}', '{skipped}', '{failed,resolved_manually}', '{queued,running,failed,pending,queued,running,completed}',
        '{queued,running,queued}', '{queued,pending}'];
    task uuid;
    previous text;
    step text;
BEGIN
    FOR n IN 1 .. 12 LOOP
        task := ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid;
        previous := 'pending';
        way := ways[n]::text[];
        FOREACH step IN ARRAY way LOOP
            IF NOT orchestrator.transition_task(
                task, ARRAY[previous]::orchestrator.task_status[], step::orchestrator.task_status, 'manual:fixture', '{"reason": "fixture"}')
            THEN
                RAISE EXCEPTION '% did not move to %', task, step;
            END IF;
            previous := step;
        END LOOP;
    END LOOP;
END
$$;

UPDATE orchestrator.tasks SET output = 'Four', task_output = '{"answer": 4}' WHERE id = '00000000-0000-7000-8000-000000000004';
INSERT INTO orchestrator.task_executions (task_id, attempt_number, status, worker_id) VALUES
    ('00000000-0000-7000-8000-000000000004', 1, 'running', 'w1'), ('00000000-0000-7000-8000-000000000010', 1, 'running', 'w1');
UPDATE orchestrator.task_executions SET status = 'completed', model_name = 'm', prompt_tokens = 3, completion_tokens = 4, total_tokens = 7;
INSERT INTO orchestrator.llm_calls (task_id, attempt, call_no, request_hash, provider, model, outcome, cost_usd, input_tokens, output_tokens) VALUES
    ('00000000-0000-7000-8000-000000000004', 1, 1, repeat('a', 64), 'p', 'm', 'succeeded', 0.0012, 3, 4);
INSERT INTO orchestrator.orchestration_signals (instance_id, kind, name, payload) VALUES
    ('task-00000000-0000-7000-8000-000000000007-1', 'raise_event', 'cancel', '{"reason": "fixture"}');
SELECT orchestrator.set_task_wait('00000000-0000-7000-8000-000000000011', 'queued', 'backoff', '2100-01-01Z', 'system');
