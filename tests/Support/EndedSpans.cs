using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace Orchestrator.Tests.Support;

/// <summary>Keeps the spans that have ended, for a test to look at. Those of other tests of this process may be among them.</summary>
public sealed class EndedSpans : BaseProcessor<Activity>
{
    readonly ConcurrentQueue<Activity> _ended = new();

    public IReadOnlyList<Activity> All => [.. _ended];

    public override void OnEnd(Activity data) => _ended.Enqueue(data);
}
