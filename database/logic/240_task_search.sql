-- Name, prompt and output, cut so that a long prompt leaves room for the output: at most 8,192 characters.
CREATE FUNCTION orchestrator.index_task_text() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    prompt text := left(NEW.prompt, CASE WHEN NEW.output IS NULL THEN 8192 ELSE 4096 END);
BEGIN
    INSERT INTO orchestrator.task_search (task_id, namespace_id, body)
    VALUES (NEW.id, NEW.namespace_id, left(concat_ws(E'\n', NEW.name, prompt, NEW.output), 8192))
    ON CONFLICT (task_id) DO UPDATE SET body = excluded.body WHERE task_search.body <> excluded.body;
    RETURN NULL;
END
$$;

CREATE TRIGGER tasks_5_index_text_new AFTER INSERT ON orchestrator.tasks
FOR EACH ROW EXECUTE FUNCTION orchestrator.index_task_text();

CREATE TRIGGER tasks_5_index_text_done AFTER UPDATE ON orchestrator.tasks
FOR EACH ROW WHEN (OLD.status <> NEW.status AND NEW.is_done) EXECUTE FUNCTION orchestrator.index_task_text();
