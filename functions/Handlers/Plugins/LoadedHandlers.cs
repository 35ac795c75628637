using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Execution.Handlers;
using Orchestrator.Functions.Tasks;

namespace Orchestrator.Functions.Handlers.Plugins;

/// <summary>All handlers of this host, loaded before the first attempt asks for one.</summary>
/// <param name="BuiltIn">Those that are not a plugin's.</param>
public sealed record LoadedHandlers(HandlerRegistry Registry, IReadOnlyCollection<HandlerKey> BuiltIn, IReadOnlyList<PluginOutcome> Plugins)
{
    /// <exception cref="InvalidOperationException">The plugin folder is not there.</exception>
    public static LoadedHandlers Load(IServiceProvider services)
    {
        var registry = new HandlerRegistry(services.GetServices<ITaskHandler>());
        IReadOnlyCollection<HandlerKey> builtIn = registry.Keys;
        return new LoadedHandlers(registry, builtIn, new PluginLoader(services).LoadInto(registry, services.GetRequiredService<PluginFolder>()));
    }
}
