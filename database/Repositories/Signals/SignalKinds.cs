using Orchestrator.Core.Orchestration;

namespace Orchestrator.Database.Repositories.Signals;

/// <summary>Kinds of signals as <c>orchestration_signals.kind</c> spells them: <c>raise_event</c>.</summary>
static class SignalKinds
{
    static readonly Dictionary<OrchestrationSignalKind, string> Names =
        Enum.GetValues<OrchestrationSignalKind>().ToDictionary(kind => kind, kind => SnakeCase.From($"{kind}"));

    static readonly Dictionary<string, OrchestrationSignalKind> Kinds = Names.ToDictionary(n => n.Value, n => n.Key);

    public static string Of(OrchestrationSignalKind kind) => Names[kind];

    public static OrchestrationSignalKind Parse(string name) => Kinds[name];
}
