-- Name, prompt and output, cut so that a long prompt leaves room for the output: at most 8,192 characters. Beside them what a list may ask for
-- together with a text and what never changes: handler and tags.
CREATE FUNCTION orchestrator.index_task_text() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    prompt text := left(NEW.prompt, CASE WHEN NEW.output IS NULL THEN 8192 ELSE 4096 END);
BEGIN
    INSERT INTO orchestrator.task_search (task_id, namespace_id, labels, body)
    VALUES (
        NEW.id, NEW.namespace_id, jsonb_build_object('handler', NEW.task_name, 'tags', NEW.tags),
        left(concat_ws(E'\n', NEW.name, prompt, NEW.output), 8192))
    ON CONFLICT (task_id) DO UPDATE SET labels = excluded.labels, body = excluded.body
    WHERE (task_search.labels, task_search.body) IS DISTINCT FROM (excluded.labels, excluded.body);
    RETURN NULL;
END
$$;

CREATE TRIGGER tasks_5_index_text_new AFTER INSERT ON orchestrator.tasks
FOR EACH ROW EXECUTE FUNCTION orchestrator.index_task_text();

-- Nothing of the product changes tags or handler of a task; should somebody do so by hand, they are found by the new ones.
CREATE TRIGGER tasks_5_index_text_done AFTER UPDATE ON orchestrator.tasks
FOR EACH ROW WHEN (OLD.status <> NEW.status AND NEW.is_done OR OLD.tags <> NEW.tags OR OLD.task_name <> NEW.task_name)
EXECUTE FUNCTION orchestrator.index_task_text();

-- Tasks of a namespace with all these labels (of 'handler' and 'tags') and a text like this pattern, in no order. The index alone finds them, by
-- what both have in common: whatever the planner takes for the number of them, it must not read the whole table.
CREATE FUNCTION orchestrator.find_labelled_texts(p_namespace_id uuid, p_labels jsonb, p_pattern text) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 100 SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY SELECT s.task_id FROM orchestrator.task_search AS s
    WHERE s.labels @> p_labels AND s.body ILIKE p_pattern AND s.namespace_id = p_namespace_id;
END
$$;
