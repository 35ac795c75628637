using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>Durable timers: long ones, past ones, cancelled ones, and across a restart.</summary>
public abstract class TimerTests : ConformanceTests
{
    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<string, string>("Echo", (_, text) => text);
        tasks.AddOrchestratorFunc<int, double>("Timer", async (context, days) =>
        {
            DateTime start = context.CurrentUtcDateTime;
            await context.CreateTimer(TimeSpan.FromDays(days), CancellationToken.None);
            return (context.CurrentUtcDateTime - start).TotalDays;
        });
        tasks.AddOrchestratorFunc<string>("CancelTimer", async context =>
        {
            using var cancel = new CancellationTokenSource();
            Task timer = context.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
            string echo = await context.CallActivityAsync<string>("Echo", "x");
            cancel.Cancel();
            return $"{echo} {timer.IsCanceled}";
        });
        tasks.AddOrchestratorFunc<bool>("PastTimer", async context =>
        {
            DateTime before = context.CurrentUtcDateTime;
            await context.CreateTimer(before.AddYears(-1), CancellationToken.None);
            return context.CurrentUtcDateTime >= before;
        });
        tasks.AddOrchestratorFunc<bool>("CancelledBefore", async context =>
        {
            try
            {
                await context.CreateTimer(TimeSpan.FromDays(1), new CancellationToken(canceled: true));
                return false;
            }
            catch (OperationCanceledException)
            {
                return true;
            }
        });
        tasks.AddOrchestratorFunc<string>("Shortest", async context =>
        {
            using var others = new CancellationTokenSource();
            Task[] timers = [.. new[] { 30, 2, 9 }.Select(hours => context.CreateTimer(TimeSpan.FromHours(hours), others.Token))];
            Task first = await Task.WhenAny(timers);
            others.Cancel();
            return $"{Array.IndexOf(timers, first)}";
        });
    }

    [Theory, InlineData(1), InlineData(400)]
    public async Task Timer_OfDays_FiresThen(int days)
    {
        string id = await StartAsync("Timer", days);
        await UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Running);
        Time.Advance(TimeSpan.FromDays(days) - TimeSpan.FromSeconds(1));
        Assert.False((await Client.GetInstanceAsync(id))!.IsCompleted);
        OrchestrationMetadata metadata = await EndAsync(id, TimeSpan.FromSeconds(1));
        Assert.InRange(metadata.ReadOutputAs<double>(), days, days + 0.1);
    }

    [Fact]
    public async Task Timer_AcrossARestart_StillFires()
    {
        string id = await StartAsync("Timer", 30);
        Time.Advance(TimeSpan.FromDays(10));
        await RestartProcessAsync();
        Assert.InRange((await EndAsync(id, TimeSpan.FromDays(1))).ReadOutputAs<double>(), 30, 3_000);
    }

    [Fact]
    public async Task Timer_Cancelled_IsCanceled() => Assert.Equal("x True", (await RunAsync("CancelTimer")).ReadOutputAs<string>());

    [Fact]
    public async Task Timer_InThePast_FiresAtOnce() => Assert.True((await RunAsync("PastTimer")).ReadOutputAs<bool>());

    [Fact]
    public async Task Timer_OfACancelledToken_IsCanceledAtOnce() => Assert.True((await RunAsync("CancelledBefore")).ReadOutputAs<bool>());

    [Fact]
    public async Task WhenAny_OverTimers_IsTheShortest() =>
        Assert.Equal("1", (await EndAsync(await StartAsync("Shortest"), TimeSpan.FromMinutes(30))).ReadOutputAs<string>());
}

public sealed class InMemoryTimerTests : TimerTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresTimerTests : TimerTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
