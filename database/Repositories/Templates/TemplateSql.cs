namespace Orchestrator.Database.Repositories.Templates;

/// <summary>The statements of templates.</summary>
static class TemplateSql
{
    /// <summary>$1 namespace, $2 name.</summary>
    public const string Versions = """
        SELECT m.id, m.version, m.active FROM orchestrator.chain_templates AS m
        WHERE m.namespace_id = (SELECT n.id FROM orchestrator.namespaces AS n WHERE n.name = $1) AND m.name = $2
        """;

    /// <summary>$1 ids, $2 with their definitions. In no order.</summary>
    public const string Read = """
        SELECT m.id, n.name, m.name, m.version, coalesce(m.description, ''), m.active, m.input_schema::text,
            CASE WHEN $2 THEN m.definition::text END,
            m.definition_hash, m.created_by, m.created_at
        FROM orchestrator.chain_templates AS m JOIN orchestrator.namespaces AS n ON n.id = m.namespace_id
        WHERE m.id = ANY ($1)
        """;

    /// <summary>$1 template.</summary>
    public const string SubChains = """
        SELECT DISTINCT node_options ->> 'template' FROM orchestrator.template_nodes
        WHERE template_id = $1 AND node_kind = 'sub_chain' ORDER BY 1
        """;

    /// <summary>
    /// $1 id, $2 namespace, $3 name, $4 version, $5 description, $6 input schema, $7 definition, $8 hash, $9 created by. No row when the
    /// version is there.
    /// </summary>
    public const string Insert = """
        INSERT INTO orchestrator.chain_templates (
            id, namespace_id, name, version, description, input_schema, definition, definition_hash, created_by)
        VALUES ($1, $2, $3, $4, $5::text, $6::jsonb, $7::jsonb, $8, $9)
        ON CONFLICT ON CONSTRAINT template_version_already_exists DO NOTHING
        RETURNING id
        """;

    /// <summary>
    /// $1 template; lists: $2 key, $3 handler, $4 prompt, $5 parameters, $6 max retries, $7 skippable, $8 kind, $9 options.
    /// </summary>
    public const string InsertNodes = """
        INSERT INTO orchestrator.template_nodes (
            template_id, node_key, task_name, prompt, parameters, max_retries, skippable, node_kind, node_options)
        SELECT $1, n.* FROM unnest($2, $3, $4, $5, $6, $7, $8, $9) AS n
        """;

    /// <summary>$1 template; lists: $2 from, $3 to, $4 mapping, $5 condition, $6 expression.</summary>
    public const string InsertEdges = """
        INSERT INTO orchestrator.template_edges (template_id, from_node, to_node, mapping, condition, condition_expression)
        SELECT $1, e.* FROM unnest($2, $3, $4, $5, $6) AS e
        """;

    /// <summary>$1 namespace, $2 name; empty: all.</summary>
    public const string List = """
        SELECT m.id, m.name, m.version, m.active FROM orchestrator.chain_templates AS m
        WHERE m.namespace_id = (SELECT n.id FROM orchestrator.namespaces AS n WHERE n.name = $1) AND ($2 = '' OR m.name = $2)
        """;

    /// <summary>$1 actor: of the event that the change makes.</summary>
    public const string SetActor = "SELECT set_config('orchestrator.actor', $1, true)";

    /// <summary>$1 namespace, $2 name, $3 version, $4 active.</summary>
    public const string SetActive = """
        UPDATE orchestrator.chain_templates AS m SET active = $4
        WHERE m.namespace_id = (SELECT n.id FROM orchestrator.namespaces AS n WHERE n.name = $1) AND m.name = $2 AND m.version = $3
        RETURNING m.id
        """;
}
