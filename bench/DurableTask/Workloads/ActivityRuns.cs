using System.IO.MemoryMappedFiles;

namespace Orchestrator.Bench.DurableTask.Workloads;

/// <summary>How often each activity has run, in memory that processes share and that outlives a killed one.</summary>
internal sealed unsafe class ActivityRuns : IDisposable
{
    readonly MemoryMappedFile _file;
    readonly MemoryMappedViewAccessor _view;
    readonly int* _counts;
    readonly int _length;

    // The last number is the peak memory of the process that ended last.
    ActivityRuns(MemoryMappedFile file, int length)
    {
        (_file, _length) = (file, length);
        _view = file.CreateViewAccessor();
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _counts = (int*)start;
    }

    public static ActivityRuns Create(string path, int activities) =>
        new(MemoryMappedFile.CreateFromFile(path, FileMode.Create, mapName: null, (activities + 1L) * sizeof(int)), activities);

    public static ActivityRuns Open(string path, int activities) => new(MemoryMappedFile.CreateFromFile(path, FileMode.Open), activities);

    public int Distinct => Sum(static runs => Math.Min(runs, 1));

    public int Repeated => Sum(static runs => Math.Max(0, runs - 1));

    public int PeakMemoryMb
    {
        get => Volatile.Read(ref _counts[_length]);
        set => Volatile.Write(ref _counts[_length], value);
    }

    public void Ran(int activity)
    {
        if (activity < 0 || activity >= _length) throw new BenchFailedException($"There is no activity {activity}.");
        Interlocked.Increment(ref _counts[activity]);
    }

    int Sum(Func<int, int> counted)
    {
        int sum = 0;
        for (int i = 0; i < _length; i++) sum += counted(Volatile.Read(ref _counts[i]));
        return sum;
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
