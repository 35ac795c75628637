using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Execution.Handlers;
using Orchestrator.Core.Validation;
using Orchestrator.Functions.Tasks;

namespace Orchestrator.Functions.Handlers.Plugins;

/// <summary>
/// Registers every public, creatable <see cref="ITaskHandler"/> of the plugins. What cannot be used is rejected with its reason and harms
/// nobody: plugins are tried one by one, and so are a plugin's handlers.
/// </summary>
/// <param name="services">A handler's constructor may ask for what the host has: clock, logger, HTTP clients.</param>
sealed class PluginLoader(IServiceProvider services)
{
    public IReadOnlyList<PluginOutcome> LoadInto(HandlerRegistry registry, PluginFolder folder) =>
        [.. folder.FindAssemblies().Select(path => Load(registry, path))];

    PluginOutcome Load(HandlerRegistry registry, string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        Type[] types;
        try
        {
            types = new PluginLoadContext(path).LoadFromAssemblyPath(path).GetExportedTypes();
        }
        catch (BadImageFormatException e)
        {
            return Rejected(name, "not_an_assembly", e);
        }
        catch (Exception e)
        {
            // Whatever a foreign file does while it is read (a missing dependency, a newer contract): it is not used.
            return Rejected(name, "cannot_be_loaded", e);
        }

        List<HandlerKey> handlers = [];
        List<RejectedHandler> rejected = [];
        foreach (Type type in types.Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(ITaskHandler))))
        {
            (HandlerKey? key, RejectedHandler? rejection) = Register(registry, type);
            if (key is not null)
            {
                handlers.Add(key);
            }
            else
            {
                rejected.Add(rejection!);
            }
        }

        PluginRejection? none = handlers.Count + rejected.Count > 0
            ? null
            : new PluginRejection("no_handlers", $"{name} has no public class that implements {nameof(ITaskHandler)}.");
        return new PluginOutcome(name, handlers, rejected, none);
    }

    (HandlerKey? Key, RejectedHandler? Rejection) Register(HandlerRegistry registry, Type type)
    {
        ITaskHandler handler;
        HandlerKey key;
        try
        {
            handler = (ITaskHandler)ActivatorUtilities.CreateInstance(services, type);
            key = HandlerKey.Of(handler);
        }
        catch (Exception e)
        {
            Exception cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            return (null, new RejectedHandler(type.FullName!, new PluginRejection("cannot_be_created", cause.Message)));
        }

        if (FindFault(key) is { } fault)
        {
            return (null, new RejectedHandler(type.FullName!, new PluginRejection("invalid_key", fault)));
        }

        return registry.TryAdd(handler)
            ? (key, null)
            : (null, new RejectedHandler(key.ToString(), new PluginRejection("already_registered", $"There is a handler {key} already.")));
    }

    static string? FindFault(HandlerKey key)
    {
        var violations = new Violations();
        string name = key.Name ?? "";  // foreign code promises no more than its compiler made it
        TextRules.Check(violations, nameof(key.Name), name, min: 1, max: HandlerKey.NameMax);
        if (name.Contains(HandlerKey.VersionSign, StringComparison.Ordinal))
        {
            violations.Add(nameof(key.Name), $"must not have a {HandlerKey.VersionSign}");
        }

        if (key.Namespace != HandlerKey.EveryNamespace)
        {
            NamespaceName.Read(violations, nameof(key.Namespace), key.Namespace ?? "-");
        }

        if (key.Version is not { Build: >= 0, Revision: -1 })
        {
            violations.Add(nameof(key.Version), "must be three numbers");
        }

        return violations.Found.Count == 0 ? null : string.Join("; ", violations.Found.Select(v => $"{v.Field} {v.Description}"));
    }

    static PluginOutcome Rejected(string name, string reason, Exception error) => new(name, [], [], new PluginRejection(reason, error.Message));
}
