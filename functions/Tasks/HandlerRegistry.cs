using System.Collections.Frozen;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Tasks;

/// <summary>The handlers of this host, by name.</summary>
/// <exception cref="ArgumentException">Two handlers have one name.</exception>
public sealed class HandlerRegistry(IEnumerable<ITaskHandler> handlers)
{
    readonly FrozenDictionary<string, ITaskHandler> _byName = handlers.ToDictionary(h => h.Name).ToFrozenDictionary();

    /// <exception cref="PermanentTaskException"><c>unknown_handler</c></exception>
    public ITaskHandler Find(string name) => _byName.TryGetValue(name, out ITaskHandler? handler)
        ? handler
        : throw new PermanentTaskException(
            "unknown_handler", $"This worker has no handler {name}; it has {string.Join(", ", _byName.Keys.Order(StringComparer.Ordinal))}.");
}
