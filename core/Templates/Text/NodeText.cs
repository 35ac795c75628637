using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Work;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Templates.Text;

/// <summary>Reads a node of a template's text.</summary>
static class NodeText
{
    public static ChainNode Read(Violations violations, SourceLines lines, string key, SourceMapping mapping)
    {
        var reader = new SourceReader(violations, lines, $"nodes.{key}", mapping);
        reader.Take("key");
        var node = new ChainNode(key, ReadWork(violations, reader), new NodeFields.InText(key))
        {
            Name = reader.TakeText("name"),
            Map = ReadMap(reader.TakeMapping("map")),
            After = [.. EdgeText.Read(violations, lines, reader)],
            Priority = reader.TakeWord("priority", ExecutionPriority.Normal),
            MaxRetries = reader.TakeInteger("max_retries"),
            Skippable = reader.TakeFlag("skippable"),
        };
        reader.RefuseOthers();
        return node;
    }

    static NodeWork? ReadWork(Violations violations, SourceReader reader)
    {
        string handler = reader.TakeText("handler");
        string prompt = reader.TakeText("prompt");
        JsonObject parameters = reader.TakeJson("parameters");
        bool hasWork = handler.Length + prompt.Length + parameters.Count > 0;
        NodeWork? approval = ReadApproval(violations, reader.TakeMapping("approval"));
        NodeWork? subChain = ReadSubChain(reader.TakeMapping("sub_chain"));
        if ((hasWork ? 1 : 0) + (approval is null ? 0 : 1) + (subChain is null ? 0 : 1) > 1)
        {
            violations.Add(reader.PathOf(approval is null ? "sub_chain" : "approval"), "goes with no other work: a node has one of handler, approval and sub_chain");
        }

        return approval ?? subChain ?? (hasWork ? new NodeWork.Handler(new TaskWork.Custom(handler, parameters, prompt)) : null);
    }

    static NodeWork.Approval? ReadApproval(Violations violations, SourceReader? reader)
    {
        if (reader is null)
        {
            return null;
        }

        double? seconds = reader.TakeNumber("timeout_seconds");
        if (seconds is not null && Math.Abs(seconds.Value) > TimeSpan.MaxValue.TotalSeconds / 2)
        {
            violations.Add(reader.PathOf("timeout_seconds"), "is too long a time");
            seconds = null;
        }

        var approval = new NodeWork.Approval(
            reader.TakeText("message"),
            seconds is { } known ? TimeSpan.FromSeconds(known) : null,
            reader.TakeWord("on_timeout", ApprovalDefault.Reject));
        reader.RefuseOthers();
        return approval;
    }

    static NodeWork.SubChain? ReadSubChain(SourceReader? reader)
    {
        if (reader is null)
        {
            return null;
        }

        var subChain = new NodeWork.SubChain(reader.TakeText("template"), reader.TakeJson("input"));
        reader.RefuseOthers();
        return subChain;
    }

    static MapOver? ReadMap(SourceReader? reader)
    {
        if (reader is null)
        {
            return null;
        }

        var map = new MapOver(
            reader.TakeText("parent"), reader.TakeText("pointer"), reader.TakeInteger("max_parallel"), reader.TakeInteger("failures_max") ?? 0);
        reader.RefuseOthers();
        return map;
    }
}
