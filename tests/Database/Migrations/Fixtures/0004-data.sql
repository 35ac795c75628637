-- What version 0004 adds to 0003-data.sql: runs of chains, one under way, one ended, one in its second run.
UPDATE orchestrator.task_chains SET run_started_at = clock_timestamp() WHERE status = 'running';
UPDATE orchestrator.task_chains SET run_started_at = created_at, run_ended_at = clock_timestamp() WHERE status IN ('completed', 'failed');
UPDATE orchestrator.task_chains SET run_no = 2 WHERE id = '00000000-0000-7000-8001-000000000007';
