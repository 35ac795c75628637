namespace Orchestrator.Core.Tasks;

/// <summary>Names under which the built-in handlers are registered (<c>tasks.task_name</c>).</summary>
public static class HandlerNames
{
    public const string LlmComplete = "llm.complete";
    public const string DebugEcho = "debug.echo";
    public const string Sleep = "sleep";
    public const string Sum = "sum";
    public const string FileHash = "file_hash";
    public const string HttpCall = "http.call";
    public const string TextSplit = "text.split";

    /// <summary>Of a chain's approval node: nothing executes it, a decision ends it.</summary>
    public const string Approval = "approval";

    /// <summary>Of a chain's sub-chain node: the template's chain is its work.</summary>
    public const string SubChain = "sub_chain";

    /// <summary>Handlers with this prefix need a prompt.</summary>
    public const string LlmPrefix = "llm.";

    public static IReadOnlyList<string> All { get; } = [LlmComplete, DebugEcho, Sleep, Sum, FileHash, HttpCall, TextSplit];

    /// <summary>Names that only a chain's nodes have; no request may name one as its handler.</summary>
    public static IReadOnlyList<string> OfNodes { get; } = [Approval, SubChain];
}
