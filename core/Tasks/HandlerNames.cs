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

    /// <summary>Handlers with this prefix need a prompt.</summary>
    public const string LlmPrefix = "llm.";

    public static IReadOnlyList<string> All { get; } = [LlmComplete, DebugEcho, Sleep, Sum, FileHash, HttpCall];
}
