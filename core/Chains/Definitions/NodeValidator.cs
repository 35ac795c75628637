using System.Text.Json.Nodes;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Creation;
using Orchestrator.Core.Tasks.Work;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Chains.Definitions;

/// <summary>Checks one node: what it does, its edges, and that its placeholders will have values.</summary>
sealed class NodeValidator(WorkValidator works)
{
    const int NameMax = 255;
    const int MessageMax = 4_000;
    const int TimeoutDaysMax = 365;

    /// <param name="isNode">Whether a key is that of a node.</param>
    /// <returns>Null when violations were added; their reasons name the node where their paths do not.</returns>
    public CheckedNode? Check(Violations violations, ChainNode node, Func<string, bool> isNode, InputScope input)
    {
        var found = new Violations();
        TextRules.Check(found, node.Fields.Of("name"), node.Name, min: 0, max: NameMax);
        if (node.MaxRetries is < 0 or > TaskRequestValidator.MaxRetriesLimit)
        {
            found.Add(node.Fields.Of("max_retries"), $"must be 0 to {TaskRequestValidator.MaxRetriesLimit}");
        }

        EdgeValidator.Check(found, node, isNode);
        CheckMap(found, node);
        CheckedNode? checkedNode = node.Work switch
        {
            NodeWork.Handler work => CheckHandler(found, node, work.Work, input),
            NodeWork.Approval approval => CheckApproval(found, node, approval, input),
            NodeWork.SubChain subChain => CheckSubChain(found, node, subChain, input),
            _ => Missing(found, node),
        };
        foreach (FieldViolation violation in found.Found)
        {
            violations.Add(violation.Field, node.Explain(violation.Description));
        }

        return found.Found.Count == 0 ? checkedNode : null;
    }

    static CheckedNode? Missing(Violations found, ChainNode node)
    {
        found.Add(node.Fields.Of(""), "needs one of work (a handler), approval and sub_chain");
        return null;
    }

    static void CheckMap(Violations found, ChainNode node)
    {
        if (node.Map is not { } map)
        {
            return;
        }

        if (node.Work is not NodeWork.Handler)
        {
            found.Add(node.Fields.Of("map"), "goes with a handler only");
        }

        if (!node.After.Any(edge => edge.Parent == map.Parent))
        {
            found.Add(node.Fields.Of("map.parent"), map.Parent.Length == 0 ? "is required: one of the node's parents" : "must be one of the node's parents");
        }

        EdgeValidator.CheckPointer(found, node.Fields.Of("map.pointer"), map.Pointer);
        if (map.MaxParallel < 1)
        {
            found.Add(node.Fields.Of("map.max_parallel"), "must be at least 1");
        }

        if (map.FailuresMax < 0)
        {
            found.Add(node.Fields.Of("map.failures_max"), "must not be negative");
        }
    }

    CheckedNode? CheckHandler(Violations found, ChainNode node, TaskWork work, InputScope input)
    {
        WorkFields fields = node.Fields.OfWork(work);
        if (works.Check(found, fields, work, hasPlaceholders: true) is not { } read)
        {
            return null;
        }

        PlaceholderCheck placeholders = PlaceholdersOf(found, node, input);
        placeholders.CheckText(fields.Prompt, read.Prompt ?? "");
        placeholders.CheckJson(fields.Of, read.Parameters);
        JsonObject options = node.Map is not { } map ? [] : new JsonObject
        {
            ["source"] = map.Parent,
            ["pointer"] = map.Pointer,
            ["max_parallel"] = map.MaxParallel ?? MapOver.DefaultMaxParallel,
            ["failures_max"] = map.FailuresMax,
        };
        return new CheckedNode(
            node, node.Map is null ? NodeKind.Work : NodeKind.Map, read.Handler, read.Prompt, read.Parameters, options,
            node.MaxRetries ?? TaskRequestValidator.DefaultMaxRetries);
    }

    static CheckedNode CheckApproval(Violations found, ChainNode node, NodeWork.Approval approval, InputScope input)
    {
        string field = node.Fields.Of("approval.message");
        TextRules.Check(found, field, approval.Message, min: 1, max: MessageMax);
        PlaceholdersOf(found, node, input).CheckText(field, approval.Message);
        if (approval.Timeout is { } timeout && (timeout < TimeSpan.FromSeconds(1) || timeout > TimeSpan.FromDays(TimeoutDaysMax)))
        {
            found.Add(node.Fields.OfTimeout(), $"must be 1 s to {TimeoutDaysMax} days");
        }

        var options = new JsonObject { ["message"] = approval.Message, ["on_timeout"] = ChainWords.Of(approval.OnTimeout) };
        if (approval.Timeout is { } limit)
        {
            options["timeout_seconds"] = limit.TotalSeconds;
        }

        return new CheckedNode(node, NodeKind.Approval, HandlerNames.Approval, Prompt: null, [], options, node.MaxRetries ?? 0);
    }

    static CheckedNode CheckSubChain(Violations found, ChainNode node, NodeWork.SubChain subChain, InputScope input)
    {
        if (!Templates.TemplateReference.TryParse(subChain.Template, out _, out string? problem))
        {
            found.Add(node.Fields.Of("sub_chain.template"), problem);
        }

        JsonRules.CheckStorable(found, node.Fields.Of("sub_chain.input"), subChain.Input);
        PlaceholdersOf(found, node, input).CheckJson(name => node.Fields.Of($"sub_chain.input.{name}"), subChain.Input);
        var options = new JsonObject { ["template"] = subChain.Template, ["input"] = subChain.Input.DeepClone() };
        return new CheckedNode(node, NodeKind.SubChain, HandlerNames.SubChain, Prompt: null, [], options, node.MaxRetries ?? 0);
    }

    static PlaceholderCheck PlaceholdersOf(Violations found, ChainNode node, InputScope input) =>
        new(found, input, [.. node.After.SelectMany(edge => edge.OutputMapping.Keys)], node.Map is not null);
}
