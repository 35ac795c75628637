using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Events.Bus;
using Orchestrator.Functions.Handlers.Plugins;

namespace Orchestrator.Functions.Hosting;

/// <summary>What happens on the in-process bus, as log lines and as a counter by name (meter <c>Orchestrator.Functions</c>).</summary>
public sealed class EventTelemetry(
    EventBus bus, RegistryAnnouncements registry, IMeterFactory meters, ILogger<EventTelemetry> logger) : IHostedService
{
    readonly Counter<long> _events = meters.Create("Orchestrator.Functions").CreateCounter<long>("orchestrator.events", "{event}", "Events by name");
    IAsyncDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = bus.Subscribe(nameof(EventTelemetry), EventPattern.All, (happened, _) =>
        {
            _events.Add(1, new KeyValuePair<string, object?>("event.name", happened.Name));
            FunctionsLog.Happened(logger, happened.Name, happened.SubjectKind, happened.SubjectId);
            return ValueTask.CompletedTask;
        });
        registry.Subscribed(nameof(EventTelemetry), isSubscribed: true);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        registry.Subscribed(nameof(EventTelemetry), isSubscribed: false);
        await bus.DrainAsync(cancellationToken);
        if (_subscription is not null)
        {
            await _subscription.DisposeAsync();
        }
    }
}
