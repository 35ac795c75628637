using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>
/// Runs one timer while the lease holds: an occurrence at a time, never two of one timer at once. An occurrence is claimed before it runs,
/// so one during which the process dies is not run again; the next one comes by itself.
/// </summary>
sealed class TimerRunner(
    TimerFunction timer, ITimerLease lease, FunctionPipeline pipeline, IServiceProvider services, TimeProvider timeProvider, ILogger logger)
{
    // Longer waits are taken in steps: a timer of the runtime holds no more than about 49 days.
    static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);

    readonly string _name = timer.Function.Name;

    /// <summary>Ends when <paramref name="stopping"/> is cancelled and no invocation runs, or when there is no further occurrence.</summary>
    /// <param name="grace">Cancels an invocation that still runs when the host ends.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken grace)
    {
        await CatchUpAsync(stopping, grace);
        while (timer.Schedule.NextAfter(timeProvider.GetUtcNow()) is { } due)
        {
            FunctionsWorkerLog.TimerScheduled(logger, _name, due);
            await WaitUntilAsync(due, stopping);
            await RunOccurrenceAsync(due, isPastDue: false, stopping, grace);
        }
        FunctionsWorkerLog.TimerEnded(logger, _name);
    }

    async Task CatchUpAsync(CancellationToken stopping, CancellationToken grace)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        TimerState? state = await lease.ReadAsync(_name, stopping);
        bool sameSchedule = state?.Schedule == timer.Schedule.Text;
        bool isPastDue = timer.UseMonitor && sameSchedule && state!.NextDue <= now;
        if (isPastDue || timer.RunOnStartup)
            await RunOccurrenceAsync(now, isPastDue, stopping, grace);
        else if (!sameSchedule && timer.Schedule.NextAfter(now) is { } next)
            await lease.ScheduleAsync(_name, timer.Schedule.Text, next, stopping);
    }

    async Task WaitUntilAsync(DateTimeOffset due, CancellationToken stopping)
    {
        for (TimeSpan left = due - timeProvider.GetUtcNow(); left > TimeSpan.Zero; left = due - timeProvider.GetUtcNow())
        {
            // Whole milliseconds, rounded up: a delay cuts the rest off, and would end before its time again and again.
            TimeSpan whole = TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
            await Task.Delay(whole < s_longestWait ? whole : s_longestWait, timeProvider, stopping);
        }
    }

    async Task RunOccurrenceAsync(DateTimeOffset due, bool isPastDue, CancellationToken stopping, CancellationToken grace)
    {
        DateTimeOffset? next = timer.Schedule.NextAfter(due);
        TimerState? before = await lease.ReadAsync(_name, stopping);
        if (!await lease.TryClaimAsync(_name, timer.Schedule.Text, due, next, stopping))
        {
            FunctionsWorkerLog.TimerTakenElsewhere(logger, _name, due);
            return;
        }
        TimerInfo info = new()
        {
            IsPastDue = isPastDue,
            ScheduleStatus = new()
            {
                Last = before?.LastDue?.UtcDateTime ?? default,
                Next = next?.UtcDateTime ?? default,
                LastUpdated = before?.UpdatedAt.UtcDateTime ?? default,
            },
        };
        try
        {
            await pipeline.InvokeAsync(new EmbeddedFunctionContext(timer.Function, info, services, grace));
        }
        catch (Exception)
        {
            // The pipeline has logged it; the next occurrence comes all the same.
        }
    }
}
