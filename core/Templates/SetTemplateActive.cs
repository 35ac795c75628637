using Orchestrator.Core.Events;

namespace Orchestrator.Core.Templates;

/// <summary>Activates or deactivates a version: what is not active makes no new chains and is not the latest.</summary>
public sealed class SetTemplateActive(ITemplateStore templates, IEventNotifier notifier)
{
    /// <returns>The version as it is now; unchanged when it was so before.</returns>
    /// <exception cref="TemplateNotFoundException"/>
    public async Task<TemplateRecord> ExecuteAsync(
        string @namespace, string name, string version, bool active, string actor, CancellationToken cancellationToken)
    {
        if (!await templates.SetActiveAsync(@namespace, name, version, active, actor, cancellationToken))
        {
            throw new TemplateNotFoundException(@namespace, name, version);
        }

        notifier.NotifyCommitted();
        return await templates.FindAsync(@namespace, name, version, cancellationToken)
            ?? throw new TemplateNotFoundException(@namespace, name, version);
    }
}
