using Orchestrator.Bench.DurableTask.Load;

namespace Orchestrator.Bench.DurableTask.Workloads;

/// <summary>Something to measure.</summary>
internal interface IWorkload
{
    string Name { get; }

    int DefaultCount { get; }

    int DefaultRounds => 5;
}

/// <summary>One whose rounds share a host in this process.</summary>
internal interface IHostedWorkload : IWorkload
{
    bool WarmsUp => true;

    /// <summary>The first 20,000 orchestrations run at a part of the speed: the JIT compiles twice.</summary>
    int WarmUpOrchestrations(int count) => 25_000;

    /// <summary>True when transactions, rows and WAL are to be counted too.</summary>
    bool CountsDatabaseWork => false;

    Task<Measured> RunAsync(LoadHost host, LoadContext context, CancellationToken cancellationToken);
}

/// <summary>One that starts processes of its own, each round on a hub of its own; it measures <c>peak_memory_mb</c> itself.</summary>
internal interface IAloneWorkload : IWorkload
{
    Task<Measured> RunAsync(LoadContext context, CancellationToken cancellationToken);
}
