using System.Collections.Frozen;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Execution;

/// <summary>Which record holds the parameters of which built-in handler.</summary>
public static class BuiltInParameters
{
    static readonly FrozenDictionary<string, Type> Types = new Dictionary<string, Type>
    {
        [HandlerNames.LlmComplete] = typeof(LlmParameters),
        [HandlerNames.DebugEcho] = typeof(EchoParameters),
        [HandlerNames.Sleep] = typeof(SleepParameters),
        [HandlerNames.Sum] = typeof(SumParameters),
        [HandlerNames.FileHash] = typeof(FileHashParameters),
        [HandlerNames.HttpCall] = typeof(HttpCallParameters),
        [HandlerNames.TextSplit] = typeof(TextSplitParameters),
    }.ToFrozenDictionary();

    /// <returns>Null when no built-in handler has that name.</returns>
    public static Type? TypeOf(string handler) => Types.GetValueOrDefault(handler);
}
