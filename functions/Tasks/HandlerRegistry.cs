using System.Collections.Immutable;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Execution.Handlers;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Functions.Tasks;

/// <summary>The handlers of this host, by namespace, name and version.</summary>
public sealed class HandlerRegistry
{
    ImmutableDictionary<HandlerKey, ITaskHandler> _handlers = ImmutableDictionary<HandlerKey, ITaskHandler>.Empty;

    /// <exception cref="ArgumentException">Two handlers have one key.</exception>
    public HandlerRegistry(IEnumerable<ITaskHandler> handlers)
    {
        foreach (ITaskHandler handler in handlers)
        {
            if (!TryAdd(handler))
            {
                throw new ArgumentException($"{HandlerKey.Of(handler)} is registered twice", nameof(handlers));
            }
        }
    }

    public IReadOnlyCollection<HandlerKey> Keys => [.. _handlers.Keys.OrderBy(key => key.ToString(), StringComparer.Ordinal)];

    /// <returns>False: there is one under that key.</returns>
    public bool TryAdd(ITaskHandler handler) => ImmutableInterlocked.TryAdd(ref _handlers, HandlerKey.Of(handler), handler);

    /// <returns>True of every name by which a task may ask for a handler, in some namespace.</returns>
    public bool Knows(string asked) =>
        asked == HandlerNames.Sleep || _handlers.Keys.Any(key => key.Name == asked || key.WithVersion == asked);

    /// <param name="asked">A name, for its highest version, or name and version: <c>shout@1.2.0</c>.</param>
    /// <returns>The namespace's own handler before one that serves every namespace.</returns>
    /// <exception cref="PermanentTaskException"><c>unknown_handler</c></exception>
    public ITaskHandler Find(string @namespace, string asked)
    {
        bool isExact = HandlerKey.TrySplit(asked, out string name, out Version? version);
        HandlerKey? found = _handlers.Keys
            .Where(key => key.Name == name && (!isExact || key.Version == version) && (key.Namespace == @namespace || key.Namespace == HandlerKey.EveryNamespace))
            .OrderByDescending(key => key.Namespace == @namespace)
            .ThenByDescending(key => key.Version)
            .FirstOrDefault();
        return found is not null
            ? _handlers[found]
            : throw new PermanentTaskException(
                "unknown_handler", $"This worker has no handler {asked} for namespace {@namespace}; it has {string.Join(", ", Keys)}.");
    }
}
