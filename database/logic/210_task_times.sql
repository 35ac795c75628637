-- Stored times are the database's, and an end is never before its start: a clock must not refuse a paid result.
CREATE FUNCTION orchestrator.stamp_new_task() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    right_now timestamptz := clock_timestamp();
BEGIN
    NEW.created_at := right_now;
    NEW.updated_at := right_now;
    NEW.start_claimed_at := right_now;
    NEW.started_at := NULL;
    NEW.completed_at := NULL;
    NEW.event_seq := 1;
    IF NEW.chain_id IS NOT NULL THEN
        NEW.chain_position := 0;  -- no edge leads to it yet
    END IF;
    IF NEW.execute_after < right_now THEN
        NEW.execute_after := right_now;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER tasks_2_stamp_new BEFORE INSERT ON orchestrator.tasks
FOR EACH ROW EXECUTE FUNCTION orchestrator.stamp_new_task();

CREATE FUNCTION orchestrator.stamp_changed_task() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    right_now timestamptz := greatest(clock_timestamp(), OLD.updated_at);
BEGIN
    NEW.created_at := OLD.created_at;
    NEW.updated_at := right_now;
    IF NEW.execute_after IS DISTINCT FROM OLD.execute_after AND NEW.execute_after < right_now THEN
        NEW.execute_after := right_now;
    END IF;

    IF NEW.status = OLD.status THEN
        NEW.started_at := OLD.started_at;
        NEW.completed_at := OLD.completed_at;
        RETURN NEW;
    END IF;

    NEW.event_seq := OLD.event_seq + 1;  -- the row is locked by now: no gap, no double

    -- Every move ends the wait, unless the same statement names a new one.
    IF NEW.wait_reason IS NOT DISTINCT FROM OLD.wait_reason AND NEW.wait_until IS NOT DISTINCT FROM OLD.wait_until THEN
        NEW.wait_reason := NULL;
        NEW.wait_until := NULL;
    END IF;

    IF NEW.status IN ('pending', 'queued') THEN
        NEW.started_at := OLD.started_at;
        NEW.completed_at := NULL;
    ELSIF NEW.status = 'running' THEN
        NEW.started_at := coalesce(OLD.started_at, right_now);
        NEW.completed_at := NULL;
        NEW.last_attempted_at := right_now;
    ELSE
        NEW.started_at := OLD.started_at;
        NEW.completed_at := greatest(right_now, OLD.started_at);
    END IF;

    IF NEW.status = 'pending' THEN
        NEW.start_claimed_at := right_now;  -- who moved it here starts it; StartPendingTasks comes when he does not
        NEW.orchestration_instance_id := NULL;
        IF OLD.is_done THEN
            -- A new run: the old results stay in task_executions.
            NEW.run_no := OLD.run_no + 1;
            NEW.retry_count := 0;
            NEW.backoff_seconds := NULL;
            NEW.warnings_count := 0;
            NEW.started_at := NULL;
            NEW.output := NULL;
            NEW.task_output := NULL;
            NEW.error_message := NULL;
            NEW.error_type := NULL;
        END IF;
    END IF;

    IF OLD.status = 'failed' AND NEW.status = 'skipped' THEN
        NEW.warnings_count := greatest(NEW.warnings_count, 1);  -- a tolerated failure: the chain ends with warnings
    END IF;

    RETURN NEW;
END
$$;

CREATE TRIGGER tasks_2_stamp_changed BEFORE UPDATE ON orchestrator.tasks
FOR EACH ROW EXECUTE FUNCTION orchestrator.stamp_changed_task();

CREATE FUNCTION orchestrator.stamp_execution() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    right_now timestamptz := clock_timestamp();
BEGIN
    NEW.queued_at := CASE WHEN TG_OP = 'INSERT' THEN right_now ELSE OLD.queued_at END;
    NEW.started_at := CASE WHEN TG_OP = 'UPDATE' THEN OLD.started_at END;
    NEW.completed_at := CASE WHEN TG_OP = 'UPDATE' THEN OLD.completed_at END;
    IF NEW.status = 'running' THEN
        NEW.started_at := coalesce(NEW.started_at, greatest(right_now, NEW.queued_at));
    ELSIF NEW.status NOT IN ('pending', 'queued') AND NEW.completed_at IS NULL THEN
        NEW.completed_at := greatest(right_now, NEW.queued_at, NEW.started_at);
    END IF;
    NEW.duration_ms := round(extract(epoch FROM NEW.completed_at - NEW.started_at) * 1000);
    RETURN NEW;
END
$$;

CREATE TRIGGER task_executions_stamp BEFORE INSERT OR UPDATE ON orchestrator.task_executions
FOR EACH ROW EXECUTE FUNCTION orchestrator.stamp_execution();

CREATE FUNCTION orchestrator.stamp_llm_call() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    right_now timestamptz := clock_timestamp();
BEGIN
    NEW.intended_at := CASE WHEN TG_OP = 'INSERT' THEN right_now ELSE OLD.intended_at END;
    NEW.answered_at := CASE
        WHEN NEW.outcome IN ('intended', 'unknown') THEN NULL
        WHEN TG_OP = 'UPDATE' AND OLD.answered_at IS NOT NULL THEN OLD.answered_at
        ELSE greatest(right_now, NEW.intended_at)
    END;
    RETURN NEW;
END
$$;

CREATE TRIGGER llm_calls_stamp BEFORE INSERT OR UPDATE ON orchestrator.llm_calls
FOR EACH ROW EXECUTE FUNCTION orchestrator.stamp_llm_call();
