using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>Runs the hub's timers while this process holds their lease, and asks for it while another one does.</summary>
sealed class TimerHost(
    IReadOnlyList<TimerFunction> timers,
    ITimerStore store,
    FunctionPipeline pipeline,
    HostSettings settings,
    IServiceProvider services,
    TimeProvider timeProvider,
    ILogger<TimerHost> logger) : BackgroundService
{
    static readonly TimeSpan s_leaseRetry = TimeSpan.FromSeconds(5);

    readonly CancellationTokenSource _grace = new();

    /// <summary>Waits for invocations that run; when the host's patience ends, cancels them.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is not { IsCompleted: false })
            return;
        FunctionsWorkerLog.TimersCancelled(logger);
        await _grace.CancelAsync();
    }

    public override void Dispose()
    {
        _grace.Cancel();
        _grace.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? said = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using ITimerLease? lease = await store.TryAcquireAsync(settings.HubName, stoppingToken);
                if (lease is not null)
                {
                    said = null;
                    FunctionsWorkerLog.TimersTaken(logger, settings.HubName);
                    await RunAllAsync(lease, stoppingToken);
                    return;
                }
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Said once, and again when the reason is another one.
                if (said != e.Message)
                    FunctionsWorkerLog.TimersLost(logger, e, settings.HubName);
                said = e.Message;
            }
            await Task.Delay(s_leaseRetry, timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Ends when all timers have; the first that fails ends the others, since the lease they share is lost.</summary>
    async Task RunAllAsync(ITimerLease lease, CancellationToken stopping)
    {
        using CancellationTokenSource lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task[] runs = [.. timers.Select(timer => RunOneAsync(new(timer, lease, pipeline, services, timeProvider, logger), lost))];
        await Task.WhenAll(runs);
    }

    async Task RunOneAsync(TimerRunner runner, CancellationTokenSource lost)
    {
        try
        {
            await runner.RunAsync(lost.Token, _grace.Token);
        }
        catch
        {
            await lost.CancelAsync();
            throw;
        }
    }
}
