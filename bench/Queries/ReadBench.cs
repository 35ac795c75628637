using System.Diagnostics;
using Orchestrator.Bench.Domain;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Core.Validation;

namespace Orchestrator.Bench.Queries;

/// <summary>The gateway's reads, by its own use cases, one after the other on one connection.</summary>
internal sealed class ReadBench(DomainDatabase database)
{
    const int WarmUps = 3;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    readonly ITaskRepository _tasks = database.Get<ITaskRepository>();
    readonly Random _random = new(1);

    public Task<TaskRecord?> GetAsync(int among, CancellationToken cancellationToken)
    {
        Guid id = Guid.Parse($"00000000-0000-7000-8000-{_random.Next(among / 2, among):x12}");
        return _tasks.FindAsync(NamespaceName.Default, id, cancellationToken);
    }

    public Task<TaskPage> ListAsync(TaskFilter filter, string pageToken, CancellationToken cancellationToken) =>
        new ListTasks(_tasks).ExecuteAsync(filter, pageSize: 0, pageToken, new Violations(), cancellationToken);

    public async Task<Samples> MeasureGetAsync(int among, int times, CancellationToken cancellationToken)
    {
        var samples = new Samples();
        for (int i = 0; i < times; i++)
        {
            await samples.AddAsync(() => GetAsync(among, cancellationToken));
        }

        return samples;
    }

    /// <summary>The first page and, where there is one, the second.</summary>
    public async Task<Samples> MeasureListAsync(TaskFilter filter, int times, CancellationToken cancellationToken)
    {
        TaskPage first = await ListAsync(filter, "", cancellationToken);
        for (int i = 1; i < WarmUps; i++)
        {
            first = await ListAsync(filter, "", cancellationToken);
        }

        var samples = new Samples();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times && Stopwatch.GetElapsedTime(start) < Patience; i++)
        {
            await samples.AddAsync(() => ListAsync(filter, i % 2 == 0 ? "" : first.NextPageToken, cancellationToken));
        }

        return samples;
    }
}
