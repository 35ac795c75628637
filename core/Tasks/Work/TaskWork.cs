using System.Text.Json.Nodes;
using Orchestrator.Core.Execution;

namespace Orchestrator.Core.Tasks.Work;

/// <summary>
/// What a task is to do, as a client asked for it and before it was checked: a handler with its parameters. The members
/// say what <c>tasks.proto</c> says of the fields with their names.
/// </summary>
public abstract record TaskWork
{
    /// <summary>A handler by its registered name, built in or not.</summary>
    public sealed record Custom(string Handler, JsonObject Parameters, string Prompt) : TaskWork;
}

/// <summary>Work of a handler whose parameters are known here.</summary>
public abstract record BuiltInWork(string Handler) : TaskWork
{
    /// <summary>What the handler will read; a text that the message leaves empty is absent.</summary>
    public ITaskParameters ToParameters() => this switch
    {
        Llm llm => new LlmParameters(Given(llm.SystemPrompt), Given(llm.Model), llm.Temperature, llm.MaxOutputTokens),
        Echo echo => new EchoParameters(Given(echo.Message), echo.Delay?.TotalSeconds ?? 0, echo.FailingAttempts),
        Sleep sleep => new SleepParameters(sleep.Duration?.TotalSeconds),
        Sum sum => new SumParameters(sum.Values),
        FileHash fileHash => new FileHashParameters(fileHash.Path, Given(fileHash.Algorithm) ?? FileHashParameters.Sha256),
        _ => throw new InvalidOperationException($"Handler {Handler} has no parameters."),
    };

    static string? Given(string text) => text.Length == 0 ? null : text;

    /// <param name="Prompt">Stored in <c>tasks.prompt</c>, all else in <c>tasks.task_parameters</c>.</param>
    public sealed record Llm(string Prompt, string SystemPrompt, string Model, double? Temperature, int? MaxOutputTokens)
        : BuiltInWork(HandlerNames.LlmComplete);

    public sealed record Echo(string Message, TimeSpan? Delay, int FailingAttempts) : BuiltInWork(HandlerNames.DebugEcho);

    public sealed record Sleep(TimeSpan? Duration) : BuiltInWork(HandlerNames.Sleep);

    public sealed record Sum(IReadOnlyList<double> Values) : BuiltInWork(HandlerNames.Sum);

    /// <param name="Algorithm"><c>sha256</c> or <c>sha512</c>; empty: <c>sha256</c>.</param>
    public sealed record FileHash(string Path, string Algorithm) : BuiltInWork(HandlerNames.FileHash);
}
