namespace Orchestrator.Core.Retention;

/// <summary>
/// How a purge gives way to work: it rests <see cref="RestPerWork"/> times as long as its last step took, so it never has more than a
/// fifth of one connection, and a database that is busy, where steps take longer, is left alone for longer.
/// </summary>
/// <param name="budget">How long a purge goes on before it leaves the rest to the next.</param>
public sealed class PurgePace(TimeProvider timeProvider, TimeSpan budget)
{
    public const int RestPerWork = 4;
    static readonly TimeSpan RestMin = TimeSpan.FromMilliseconds(20);

    readonly long _start = timeProvider.GetTimestamp();

    public bool IsOver => timeProvider.GetElapsedTime(_start) >= budget;

    /// <returns>What the step returned, after the rest that it has cost.</returns>
    public async Task<T> StepAsync<T>(Func<Task<T>> stepAsync, CancellationToken cancellationToken)
    {
        long begun = timeProvider.GetTimestamp();
        T result = await stepAsync();
        TimeSpan rest = timeProvider.GetElapsedTime(begun) * RestPerWork;
        await Task.Delay(rest > RestMin ? rest : RestMin, timeProvider, cancellationToken);
        return result;
    }
}
