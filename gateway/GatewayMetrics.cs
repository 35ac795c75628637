using System.Diagnostics.Metrics;
using Grpc.Core;

namespace Orchestrator.Gateway;

/// <summary>Meter <c>Orchestrator.Gateway</c>.</summary>
sealed class GatewayMetrics
{
    readonly Counter<long> _calls;
    readonly UpDownCounter<int> _watchers;

    public GatewayMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create("Orchestrator.Gateway");
        _calls = meter.CreateCounter<long>("orchestrator.gateway.calls", "{call}", "Calls that have ended");
        _watchers = meter.CreateUpDownCounter<int>("orchestrator.gateway.watchers", "{stream}", "Open event streams");
    }

    public void Count(string method, StatusCode status) =>
        _calls.Add(1, new("rpc.method", method), new("rpc.grpc.status_code", (int)status));

    public void WatcherCame() => _watchers.Add(1);

    public void WatcherLeft() => _watchers.Add(-1);
}
