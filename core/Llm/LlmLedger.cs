namespace Orchestrator.Core.Llm;

/// <summary>
/// Makes model calls that are not paid twice: intent row, call, answer, in that order. The intent row is the lock; a repeat of
/// the same request within the same attempt gets the recorded answer, be it a failure.
/// </summary>
public sealed class LlmLedger(ILlmCallStore store, TimeProvider timeProvider, LlmLedgerTiming timing)
{
    /// <param name="call">
    /// Sends one HTTP request and gives every end of it as an answer. Its token fires only <see cref="LlmLedgerTiming.Drain"/>
    /// after <paramref name="hostStopping"/>: a sent request is not broken off because its task was cancelled.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting for another's call; not an own call.</param>
    public async Task<LlmLedgerAnswer> CallAsync(
        Guid taskId,
        int attempt,
        LlmRequest request,
        string workerId,
        Func<CancellationToken, Task<LlmAnswer>> call,
        CancellationToken hostStopping,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (await store.IntendAsync(taskId, attempt, request, workerId, timing.Lease, cancellationToken))
            {
                case LlmIntent.Granted granted:
                    return new LlmLedgerAnswer(await SendAsync(granted.Call, call, hostStopping), Reused: false);
                case LlmIntent.Answered answered:
                    return new LlmLedgerAnswer(answered.Answer, Reused: true);
                default:
                    await Task.Delay(timing.Poll, timeProvider, cancellationToken);
                    break;
            }
        }
    }

    async Task<LlmAnswer> SendAsync(LlmCallKey key, Func<CancellationToken, Task<LlmAnswer>> call, CancellationToken hostStopping)
    {
        using var lifetime = new CancellationTokenSource();
        await using CancellationTokenRegistration drain = hostStopping.Register(() => lifetime.CancelAfter(timing.Drain));
        using var renewal = new CancellationTokenSource();
        Task renewing = RenewUntilAsync(key, renewal.Token);
        long started = timeProvider.GetTimestamp();
        try
        {
            LlmAnswer answer = await call(lifetime.Token);
            await RecordAsync(key, answer, timeProvider.GetElapsedTime(started));
            return answer;
        }
        finally
        {
            await renewal.CancelAsync();
            await renewing;
        }
    }

    async Task RenewUntilAsync(LlmCallKey key, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(timing.Renewal, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await TryRenewAsync(key, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The call has ended, and the renewals with it.
        }
    }

    async Task TryRenewAsync(LlmCallKey key, CancellationToken stop)
    {
        try
        {
            await store.RenewAsync(key, timing.Lease, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The database is away: the call goes on all the same, and the next renewal may succeed.
        }
    }

    async Task RecordAsync(LlmCallKey key, LlmAnswer answer, TimeSpan latency)
    {
        TimeSpan pause = TimeSpan.FromMilliseconds(100);
        long started = timeProvider.GetTimestamp();
        while (true)
        {
            try
            {
                await store.AnswerAsync(key, answer, latency, CancellationToken.None);
                return;
            }
            catch (Exception) when (timeProvider.GetElapsedTime(started) < timing.Recording)
            {
                await Task.Delay(pause, timeProvider, CancellationToken.None);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, TimeSpan.TicksPerSecond * 5));
            }
        }
    }
}

/// <param name="Reused">True: recorded earlier, no request was sent now.</param>
public sealed record LlmLedgerAnswer(LlmAnswer Answer, bool Reused);
