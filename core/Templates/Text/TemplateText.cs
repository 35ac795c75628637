using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Templates.Text;

/// <summary>Reads a template from YAML or JSON (<c>docs/templates.md</c>): its form, not yet its meaning.</summary>
static class TemplateText
{
    public const int BytesMax = 1024 * 1024;

    /// <param name="violations">Gets what is wrong, fields without their lines.</param>
    /// <returns>Null when there is nothing to go on with.</returns>
    public static TemplateDraft? Read(Violations violations, string text, SourceLines lines)
    {
        if (Encoding.UTF8.GetByteCount(text) > BytesMax)
        {
            violations.Add("source", "must be at most 1 MiB");
            return null;
        }

        SourceMapping root;
        try
        {
            root = SourceText.Read(text) as SourceMapping ?? throw new SourceException(1, "must be a mapping with name, version and nodes");
        }
        catch (SourceException e)
        {
            lines.Set("source", e.Line);
            violations.Add("source", e.Message);
            return null;
        }

        return Read(violations, new SourceReader(violations, lines, "", root), lines);
    }

    static TemplateDraft Read(Violations violations, SourceReader reader, SourceLines lines)
    {
        string name = reader.TakeText("name", isRequired: true);
        string version = reader.TakeText("version", isRequired: true);
        string description = reader.TakeText("description");
        JsonObject input = reader.TakeJson("input");
        int? maxParallel = reader.TakeInteger("max_parallel");
        FailurePolicy onFailure = reader.TakeWord("on_failure", FailurePolicy.FailFast);
        ChainNode[] nodes = [.. ReadNodes(violations, reader, lines)];
        reader.RefuseOthers();
        return new TemplateDraft(name, version, description, input, new ChainDefinition("", nodes, maxParallel, onFailure));
    }

    static IEnumerable<ChainNode> ReadNodes(Violations violations, SourceReader reader, SourceLines lines)
    {
        switch (reader.Take("nodes"))
        {
            case SourceMapping nodes:
                foreach (SourceEntry entry in nodes.Entries)
                {
                    lines.Set($"nodes.{entry.Key}", entry.Line);
                    if (entry.Value is SourceMapping node)
                    {
                        yield return NodeText.Read(violations, lines, entry.Key, node);
                    }
                    else
                    {
                        violations.Add($"nodes.{entry.Key}", "must be a mapping");
                    }
                }

                break;
            case SourceList list:
                foreach (SourceNode item in list.Items)
                {
                    if (item is SourceMapping node && node.Entries.FirstOrDefault(e => e.Key == "key")?.Value is SourceScalar { Value: { } key })
                    {
                        lines.Set($"nodes.{key}", item.Line);
                        yield return NodeText.Read(violations, lines, $"{key}", node);
                    }
                    else
                    {
                        lines.Set("nodes", item.Line);
                        violations.Add("nodes", "must each be a mapping with a key");
                    }
                }

                break;
            case not null:
                violations.Add("nodes", "must be a mapping or a list of nodes");
                break;
        }
    }
}

/// <summary>A template as it was written.</summary>
sealed record TemplateDraft(string Name, string Version, string Description, JsonObject Input, ChainDefinition Definition);
