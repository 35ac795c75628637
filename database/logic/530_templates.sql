-- A version that a chain was made from is part of that chain's past: it may be deactivated, not changed.
CREATE FUNCTION orchestrator.guard_used_template() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    template uuid;
BEGIN
    IF TG_TABLE_NAME = 'chain_templates' THEN
        template := OLD.id;
    ELSIF TG_OP = 'INSERT' THEN
        template := NEW.template_id;
    ELSE
        template := OLD.template_id;
    END IF;
    IF EXISTS (SELECT FROM orchestrator.task_chains AS c WHERE c.template_id = template) THEN
        RAISE EXCEPTION 'Template % is in use: a new version takes the change', template
            USING ERRCODE = 'check_violation', SCHEMA = 'orchestrator', TABLE = TG_TABLE_NAME,
                CONSTRAINT = 'template_in_use_must_not_change';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE TRIGGER chain_templates_1_guard BEFORE UPDATE ON orchestrator.chain_templates
FOR EACH ROW WHEN (
    (OLD.namespace_id, OLD.name, OLD.version, OLD.input_schema, OLD.definition, OLD.definition_hash)
    IS DISTINCT FROM (NEW.namespace_id, NEW.name, NEW.version, NEW.input_schema, NEW.definition, NEW.definition_hash))
EXECUTE FUNCTION orchestrator.guard_used_template();

CREATE TRIGGER template_nodes_1_guard BEFORE INSERT OR UPDATE OR DELETE ON orchestrator.template_nodes
FOR EACH ROW EXECUTE FUNCTION orchestrator.guard_used_template();

CREATE TRIGGER template_edges_1_guard BEFORE INSERT OR UPDATE OR DELETE ON orchestrator.template_edges
FOR EACH ROW EXECUTE FUNCTION orchestrator.guard_used_template();

-- Events of a template, in one order by number and by position as those of a chain (400_chain_events). The lock on its row is
-- taken at commit.
CREATE FUNCTION orchestrator.append_template_event(
    p_template_id uuid, p_event_name text, p_actor text, p_payload jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    template record;
    last_event record;
BEGIN
    SELECT t.* INTO template FROM orchestrator.chain_templates AS t WHERE t.id = p_template_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT e.seq, e.tx INTO last_event FROM orchestrator.lifecycle_events AS e
    WHERE e.subject_kind = 'template' AND e.subject_id = p_template_id ORDER BY e.seq DESC LIMIT 1;
    INSERT INTO orchestrator.lifecycle_events (tx, subject_kind, subject_id, seq, namespace_id, event_name, actor, payload)
    VALUES (
        greatest(pg_current_xact_id(), last_event.tx), 'template', p_template_id, coalesce(last_event.seq, 0) + 1,
        template.namespace_id, p_event_name, p_actor,
        jsonb_build_object('template_id', p_template_id, 'name', template.name, 'version', template.version) || p_payload);
END
$$;

CREATE FUNCTION orchestrator.publish_template() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    actor text;
BEGIN
    IF TG_TABLE_NAME = 'task_chains' THEN
        PERFORM orchestrator.append_template_event(
            NEW.template_id, 'template.instantiated', orchestrator.current_actor(NEW.triggered_by), jsonb_build_object('chain_id', NEW.id));
        RETURN NULL;
    END IF;
    actor := orchestrator.current_actor(coalesce(NEW.created_by, 'system'));
    IF TG_OP = 'INSERT' THEN
        PERFORM orchestrator.append_template_event(NEW.id, 'template.created', actor, '{}');
    ELSE
        PERFORM orchestrator.append_template_event(
            NEW.id, CASE WHEN NEW.active THEN 'template.activated' ELSE 'template.deactivated' END, actor, '{}');
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER chain_templates_2_publish_new AFTER INSERT ON orchestrator.chain_templates
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION orchestrator.publish_template();

CREATE CONSTRAINT TRIGGER chain_templates_2_publish_changed AFTER UPDATE ON orchestrator.chain_templates
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.active <> NEW.active) EXECUTE FUNCTION orchestrator.publish_template();

CREATE CONSTRAINT TRIGGER task_chains_4_publish_template AFTER INSERT ON orchestrator.task_chains
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.template_id IS NOT NULL) EXECUTE FUNCTION orchestrator.publish_template();
