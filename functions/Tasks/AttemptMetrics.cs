using System.Diagnostics.Metrics;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Tasks;

/// <summary>How long attempts take, by handler and result (meter <c>Orchestrator.Functions</c>).</summary>
public sealed class AttemptMetrics(IMeterFactory meters)
{
    readonly Histogram<double> _duration = meters.Create("Orchestrator.Functions")
        .CreateHistogram<double>("orchestrator.attempt.duration", "s", "From an attempt's beginning to its recorded end");

    public void Attempted(string handler, AttemptResult result, TimeSpan duration) => _duration.Record(
        duration.TotalSeconds, new("orchestrator.handler", handler), new("orchestrator.result", result.ToString()));
}
