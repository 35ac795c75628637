using BenchmarkDotNet.Attributes;
using Microsoft.DurableTask.Runtime.History;

namespace Orchestrator.Bench.DurableTask.Parts;

/// <summary>A turn of one activity's end and the next one's beginning, between events and bytes.</summary>
public class HistoryBenchmarks
{
    static readonly List<HistoryEvent> Events =
        [new OrchestratorStarted(DateTime.UnixEpoch), new TaskCompleted(0, "1"), new TaskScheduled(1, "AddOne", Version: null, "1")];

    static readonly byte[] Bytes = HistoryWriter.Write(Events);

    [Benchmark]
    public int Write() => HistoryWriter.Write(Events).Length;

    [Benchmark]
    public int Read() => HistoryReader.Read(Bytes).Count;
}
