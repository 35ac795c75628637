using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Azure.Functions.Worker.Timers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orchestrator.Embedded.FunctionsWorker.Tests.Support;
using Orchestrator.Tests.Support;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Timers;

public sealed class TimerHostTests : IAsyncLifetime
{
    static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 30, TimeSpan.Zero);
    static readonly DateTimeOffset FirstDue = new(2026, 3, 1, 10, 1, 0, TimeSpan.Zero);

    readonly ManualTimeProvider _time = new(Start);
    readonly Runs _runs = new();
    TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public Task DisposeAsync() => _database.DisposeAsync().AsTask();

    [Fact]
    public async Task Timer_AsTimePasses_RunsEachOccurrenceWithItsStatus()
    {
        await using WorkerApp app = await StartAsync(typeof(MinuteTimer));
        await _time.UntilTimerAsync(FirstDue);
        _time.AdvanceTo(FirstDue);
        Run first = await _runs.NextAsync();
        await _time.UntilTimerAsync(FirstDue.AddMinutes(1));
        _time.AdvanceTo(FirstDue.AddMinutes(1));
        Run second = await _runs.NextAsync();

        Assert.False(first.Info.IsPastDue);
        Assert.Equal(default, first.Info.ScheduleStatus!.Last);
        Assert.Equal(FirstDue.UtcDateTime.AddMinutes(1), first.Info.ScheduleStatus.Next);
        Assert.Equal(FirstDue.UtcDateTime, second.Info.ScheduleStatus!.Last);
    }

    [Fact]
    public async Task Timer_DueInAFractionOfAMillisecond_WaitsForAWholeOne()
    {
        DateTimeOffset shortlyBefore = FirstDue.AddTicks(-TimeSpan.TicksPerMillisecond * 4 / 10);
        _time.AdvanceTo(shortlyBefore);
        await using WorkerApp app = await StartAsync(typeof(MinuteTimer));
        await _time.UntilTimerAsync(shortlyBefore.AddMilliseconds(1));
        Assert.False(_runs.Any);
        _time.AdvanceTo(shortlyBefore.AddMilliseconds(1));
        await _runs.NextAsync();
    }

    [Fact]
    public async Task Timer_TwoProcesses_RunsOnceAndMovesOnWhenTheFirstEnds()
    {
        WorkerApp first = await StartAsync(typeof(MinuteTimer), process: "first");
        await _time.UntilTimerAsync(FirstDue);
        await using WorkerApp second = await StartAsync(typeof(MinuteTimer), process: "second");
        await _time.UntilTimerAsync(Start.AddSeconds(5));
        _time.AdvanceTo(FirstDue);
        Assert.Equal("first", (await _runs.NextAsync()).Process);
        await _time.UntilTimerAsync(FirstDue.AddMinutes(1));

        await first.DisposeAsync();
        await AdvanceUntilWaitingForAsync(FirstDue.AddMinutes(1));
        _time.AdvanceTo(FirstDue.AddMinutes(1));
        Assert.Equal("second", (await _runs.NextAsync()).Process);
        Assert.False(_runs.Any);
    }

    [Fact]
    public async Task Timer_OccurrenceMissedWhileNothingRan_IsMadeUpForOnce()
    {
        await using (await StartAsync(typeof(MinuteTimer)))
            await _time.UntilTimerAsync(FirstDue);
        _time.AdvanceTo(FirstDue.AddMinutes(10).AddSeconds(5));

        await using WorkerApp app = await StartAsync(typeof(MinuteTimer));
        Assert.True((await _runs.NextAsync()).Info.IsPastDue);
        await _time.UntilTimerAsync(FirstDue.AddMinutes(11));
        Assert.False(_runs.Any);
    }

    [Fact]
    public async Task Timer_RunOnStartup_RunsAtOnce()
    {
        await using WorkerApp app = await StartAsync(typeof(StartupTimer));
        Assert.False((await _runs.NextAsync()).Info.IsPastDue);
    }

    [Fact]
    public async Task Timer_FunctionFails_RunsAgain()
    {
        await using WorkerApp app = await StartAsync(typeof(FailingTimer));
        await _time.UntilTimerAsync(FirstDue);
        _time.AdvanceTo(FirstDue);
        await _runs.NextAsync();
        await _time.UntilTimerAsync(FirstDue.AddMinutes(1));
        _time.AdvanceTo(FirstDue.AddMinutes(1));
        await _runs.NextAsync();
    }

    [Fact]
    public async Task Stop_WhileATimerRuns_WaitsForItsEnd()
    {
        WorkerApp app = await StartAsync(typeof(LongTimer));
        Run run = await _runs.NextAsync();
        Task stopping = app.StopAsync(CancellationToken.None);
        Assert.False(stopping.IsCompleted);
        Assert.False(run.Cancellation.IsCancellationRequested);
        run.End.SetResult();
        await stopping;
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Stop_GraceOver_CancelsTheTimer()
    {
        await using WorkerApp app = await StartAsync(typeof(LongTimer));
        Run run = await _runs.NextAsync();
        using CancellationTokenSource grace = new();
        Task stopping = app.Services.GetServices<IHostedService>().OfType<TimerHost>().Single().StopAsync(grace.Token);
        Assert.False(run.Cancellation.IsCancellationRequested);
        await grace.CancelAsync();
        await stopping;
        Assert.True(run.Cancellation.IsCancellationRequested);
        run.End.SetResult();
    }

    [Fact]
    public async Task Timer_ServerEndsTheSession_TakesTheTimersAgain()
    {
        await using WorkerApp app = await StartAsync(typeof(MinuteTimer));
        await _time.UntilTimerAsync(FirstDue);
        await using (NpgsqlDataSource source = NpgsqlDataSource.Create(_database.ConnectionString))
        {
            await using NpgsqlCommand kill = source.CreateCommand(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'functions-timers' AND datname = current_database()");
            await kill.ExecuteNonQueryAsync();
        }
        _time.AdvanceTo(FirstDue);
        await _time.UntilTimerAsync(FirstDue.AddSeconds(5));
        _time.AdvanceTo(FirstDue.AddSeconds(5));
        Assert.True((await _runs.NextAsync()).Info.IsPastDue);
    }

    [Theory]
    [InlineData("--EVERY", "0 */10 * * * *", null)]
    [InlineData("--OTHER", "x", "the setting 'EVERY' that '%EVERY%' names is not set")]
    [InlineData("--EVERY", "sometimes", "schedule 'sometimes' is neither")]
    public async Task Schedule_FromASetting_IsResolvedOrNamed(string key, string value, string? fault)
    {
        Task<WorkerApp> starting = WorkerApp.StartAsync(
            [typeof(SettingTimer)], Configure("p"), null, "--ORCHESTRATOR_DB", _database.ConnectionString, key, value);
        if (fault is null)
        {
            await using WorkerApp app = await starting;
            await _time.UntilTimerAsync(new DateTimeOffset(2026, 3, 1, 10, 10, 0, TimeSpan.Zero));
        }
        else
        {
            Assert.Contains($"SettingTimer.Run (function 'T'): {fault}", (await Assert.ThrowsAsync<FunctionDeclarationException>(() => starting)).Message);
        }
    }

    Task<WorkerApp> StartAsync(Type function, string process = "only") => WorkerApp.StartAsync(
        [function], Configure(process), null, "--ORCHESTRATOR_DB", _database.ConnectionString);

    Action<Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder> Configure(string process) => builder =>
    {
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton(_runs);
        builder.Services.AddSingleton(new ProcessName(process));
    };

    /// <summary>Moves the clock by the follower's question until it has the timers.</summary>
    async Task AdvanceUntilWaitingForAsync(DateTimeOffset due)
    {
        Task waiting = _time.UntilTimerAsync(due);
        await Eventually.TrueAsync(
            () =>
            {
                if (!waiting.IsCompleted && _time.GetUtcNow().AddSeconds(5) < due)
                    _time.AdvanceTo(_time.GetUtcNow().AddSeconds(5));
                return Task.FromResult(waiting.IsCompleted);
            },
            "the second process takes the timers");
    }

    public sealed record ProcessName(string Value);

    public sealed record Run(string Process, TimerInfo Info, CancellationToken Cancellation, TaskCompletionSource End);

    public sealed class Runs
    {
        readonly Channel<Run> _runs = Channel.CreateUnbounded<Run>();

        public bool Any => _runs.Reader.TryPeek(out _);

        public void Add(Run run) => _runs.Writer.TryWrite(run);

        public Task<Run> NextAsync() => _runs.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
    }

    public abstract class Recorder(Runs runs, ProcessName process)
    {
        protected Run Record(TimerInfo info, CancellationToken cancellationToken = default)
        {
            Run run = new(process.Value, info, cancellationToken, new(TaskCreationOptions.RunContinuationsAsynchronously));
            runs.Add(run);
            return run;
        }
    }

    public sealed class MinuteTimer(Runs runs, ProcessName process) : Recorder(runs, process)
    {
        [Function("T")]
        public void Go([TimerTrigger("0 * * * * *")] TimerInfo timer) => Record(timer);
    }

    public sealed class StartupTimer(Runs runs, ProcessName process) : Recorder(runs, process)
    {
        [Function("T")]
        public void Go([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer) => Record(timer);
    }

    public sealed class FailingTimer(Runs runs, ProcessName process) : Recorder(runs, process)
    {
        [Function("T")]
        public Task Go([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
            Record(timer);
            throw new InvalidOperationException("always");
        }
    }

    public sealed class LongTimer(Runs runs, ProcessName process) : Recorder(runs, process)
    {
        [Function("T")]
        public Task Go([TimerTrigger("0 * * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellationToken)
            => Record(timer, cancellationToken).End.Task;
    }

    public static class SettingTimer
    {
        [Function("T")]
        public static void Run([TimerTrigger("%EVERY%")] TimerInfo timer) => _ = timer;
    }
}
