namespace Orchestrator.Database.Repositories.Templates;

/// <summary>The statements of templates.</summary>
static class TemplateSql
{
    /// <summary>$1 namespace, $2 name.</summary>
    public const string Versions = """
        SELECT m.id, m.version, m.active FROM orchestrator.chain_templates AS m
        WHERE m.namespace_id = (SELECT n.id FROM orchestrator.namespaces AS n WHERE n.name = $1) AND m.name = $2
        """;

    /// <summary>$1 ids. In no order.</summary>
    public const string Read = """
        SELECT m.id, n.name, m.name, m.version, coalesce(m.description, ''), m.active, m.input_schema::text, m.definition::text,
            m.definition_hash, m.created_by, m.created_at
        FROM orchestrator.chain_templates AS m JOIN orchestrator.namespaces AS n ON n.id = m.namespace_id
        WHERE m.id = ANY ($1)
        """;

    /// <summary>$1 template.</summary>
    public const string SubChains = """
        SELECT DISTINCT node_options ->> 'template' FROM orchestrator.template_nodes
        WHERE template_id = $1 AND node_kind = 'sub_chain' ORDER BY 1
        """;
}
