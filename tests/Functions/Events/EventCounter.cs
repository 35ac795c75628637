using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Orchestrator.Functions.Tests.Events;

/// <summary>The names that hosts of this process count, from the first: a host's start publishes before anybody could subscribe to its bus.</summary>
sealed class EventCounter : IDisposable
{
    readonly ConcurrentDictionary<(object? Scope, string Name), bool> _counted = new();
    readonly MeterListener _listener = new();

    public EventCounter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "orchestrator.events")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
            _counted[(instrument.Meter.Scope, (string)tags[0].Value!)] = true);
        _listener.Start();
    }

    /// <param name="scope">The host's <see cref="IMeterFactory"/>: other hosts of the process count too.</param>
    public IEnumerable<string> Names(IMeterFactory scope) => _counted.Keys.Where(counted => counted.Scope == scope).Select(counted => counted.Name);

    public void Dispose() => _listener.Dispose();
}
