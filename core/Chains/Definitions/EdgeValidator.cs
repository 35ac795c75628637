using Orchestrator.Core.Chains.Expressions;
using Orchestrator.Core.Chains.Outputs;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Chains.Definitions;

/// <summary>Checks the edges that lead to a node.</summary>
static class EdgeValidator
{
    // The members of a task's output: docs/expressions.md.
    static readonly string[] OutputMembers = ["text", "json", "data", "error"];

    public static void Check(Violations found, ChainNode node, Func<string, bool> isNode)
    {
        var parents = new HashSet<string>();
        var placeholders = new Dictionary<string, string>();
        for (int i = 0; i < node.After.Count; i++)
        {
            ChainEdge edge = node.After[i];
            string Field(string field) => node.Fields.OfEdge(i, edge.Parent, field);
            if (ProblemOfParent(node, edge, isNode, parents) is { } problem)
            {
                found.Add(Field("parent"), problem);
            }

            CheckCondition(found, edge, Field);
            CheckMapping(found, edge, placeholders, Field);
        }
    }

    public static void CheckPointer(Violations found, string field, string pointer)
    {
        if (!JsonPointer.TryParse(pointer, out IReadOnlyList<string>? steps))
        {
            found.Add(field, $"'{pointer}' is no JSON pointer (RFC 6901), such as /json/items");
        }
        else if (steps.Count > 0 && !OutputMembers.Contains(steps[0]))
        {
            found.Add(field, $"'{pointer}' leads nowhere: an output has /{string.Join(", /", OutputMembers)}");
        }
    }

    static string? ProblemOfParent(ChainNode node, ChainEdge edge, Func<string, bool> isNode, HashSet<string> parents) =>
        edge.Parent.Length == 0 ? "is required: the key of a node"
        : edge.Parent == node.Key ? $"{edge.Parent} must be another node than the node itself"
        : !isNode(edge.Parent) ? $"{edge.Parent} is no node of the chain"
        : !parents.Add(edge.Parent) ? $"{edge.Parent} is a parent already"
        : null;

    static void CheckCondition(Violations found, ChainEdge edge, Func<string, string> fieldOf)
    {
        if (edge.Condition != EdgeCondition.Expression)
        {
            if (edge.Expression.Length > 0)
            {
                found.Add(fieldOf("expression"), $"must be empty: the edge's condition is {ChainWords.Of(edge.Condition)}");
            }
        }
        else if (edge.Expression.Length == 0)
        {
            found.Add(fieldOf("expression"), "is required: the edge's condition is an expression");
        }
        else if (!ConditionExpression.TryParse(edge.Expression, out _, out ExpressionError? error))
        {
            found.Add(fieldOf("expression"), $"is no condition: {error.Message} (character {error.Position})");
        }
        else
        {
            TextRules.CheckStorable(found, fieldOf("expression"), edge.Expression);
        }
    }

    static void CheckMapping(Violations found, ChainEdge edge, Dictionary<string, string> placeholders, Func<string, string> fieldOf)
    {
        foreach ((string name, string pointer) in edge.OutputMapping)
        {
            string field = fieldOf($"output_mapping.{name}");
            if (!PlaceholderNames.IsValid(name))
            {
                found.Add(field, $"'{name}' is no placeholder: a letter or _, then letters, digits, _ and -");
            }
            else if (PlaceholderNames.Reserved.Contains(name))
            {
                found.Add(field, $"{{{{{name}}}}} has a meaning of its own: choose another name");
            }
            else if (!placeholders.TryAdd(name, edge.Parent))
            {
                found.Add(field, $"{{{{{name}}}}} is mapped from {placeholders[name]} already");
            }

            CheckPointer(found, field, pointer);
        }
    }
}
