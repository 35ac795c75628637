using Microsoft.DurableTask;

namespace Orchestrator.Bench.DurableTask.Load;

/// <summary>The orchestrators of the workloads, and the activity that does nothing but add one.</summary>
internal static class BenchTasks
{
    public const string One = nameof(One);
    public const string Five = nameof(Five);
    public const string FanOut = nameof(FanOut);

    static long _activities;

    /// <summary>Activities that have run in this process.</summary>
    public static long Activities => Interlocked.Read(ref _activities);

    public static void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<int, int>("AddOne", (_, n) =>
        {
            Interlocked.Increment(ref _activities);
            return n + 1;
        });
        tasks.AddOrchestratorFunc<int, int>(One, (context, n) => context.CallActivityAsync<int>("AddOne", n));
        tasks.AddOrchestratorFunc<int, int>(Five, async (context, n) =>
        {
            for (int i = 0; i < 5; i++) n = await context.CallActivityAsync<int>("AddOne", n);
            return n;
        });
        tasks.AddOrchestratorFunc<int, int>(FanOut, async (context, n) =>
            (await Task.WhenAll(Enumerable.Range(0, n).Select(_ => context.CallActivityAsync<int>("AddOne", 0)))).Sum());
    }
}
