-- A chain runs as one orchestration, chain-{id}-{run_no}; an ended chain that is run again begins another run.
ALTER TABLE orchestrator.task_chains
    ADD COLUMN run_no         int NOT NULL DEFAULT 1,
    ADD COLUMN run_started_at timestamptz,  -- the orchestration has read the chain
    ADD COLUMN run_ended_at   timestamptz,  -- the orchestration found nothing open any more
    ADD CONSTRAINT chain_run_must_be_positive CHECK (run_no >= 1),
    ADD CONSTRAINT chain_run_must_begin_before_it_ends CHECK (run_ended_at IS NULL OR run_started_at IS NOT NULL);
