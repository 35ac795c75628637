using System.Text.Json.Nodes;
using Orchestrator.Core.Tasks.Work;

namespace Orchestrator.Core.Chains.Definitions;

/// <summary>What a node does.</summary>
public abstract record NodeWork
{
    NodeWork()
    {
    }

    /// <summary>A handler with its parameters.</summary>
    public sealed record Handler(TaskWork Work) : NodeWork;

    /// <summary>Waits for a decision.</summary>
    /// <param name="Timeout">Null: no limit.</param>
    public sealed record Approval(string Message, TimeSpan? Timeout, ApprovalDefault OnTimeout) : NodeWork;

    /// <summary>The chain of a template.</summary>
    /// <param name="Template"><c>name</c>, <c>namespace/name</c>, or with <c>@version</c>.</param>
    /// <param name="Input">The template's input; its text values may have placeholders.</param>
    public sealed record SubChain(string Template, JsonObject Input) : NodeWork;
}

/// <summary>What an approval does when nobody has decided in time.</summary>
public enum ApprovalDefault
{
    Reject,
    Approve,
}
