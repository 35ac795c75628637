using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>Loggers of orchestrators, by name, by type and from the factory: a replay writes nothing again.</summary>
public abstract class ReplaySafeLoggerTests : ConformanceTests
{
    readonly CategoryLines _lines = new("named", typeof(ReplaySafeLoggerTests).FullName!, "made");
    int _replays;

    protected override ILoggerProvider? Logs => _lines;

    protected override void Register(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<string>("Logs", async context =>
    {
        if (context.IsReplaying) Interlocked.Increment(ref _replays);
        ILogger[] loggers =
        [
            context.CreateReplaySafeLogger("named"),
            context.CreateReplaySafeLogger<ReplaySafeLoggerTests>(),
            context.ReplaySafeLoggerFactory.CreateLogger("made"),
        ];
        foreach (ILogger logger in loggers) logger.LogInformation("before, {IsEnabled}", logger.IsEnabled(LogLevel.Information));
        string got = await context.WaitForExternalEvent<string>("go");
        foreach (ILogger logger in loggers) logger.LogInformation("after, {IsEnabled}", logger.IsEnabled(LogLevel.Information));
        return got;
    });

    [Fact]
    public async Task Logger_AcrossAReplay_WritesEachLineOnce()
    {
        string id = await StartAsync("Logs");
        await Client.WaitForInstanceStartAsync(id, CancellationToken.None);
        await RestartProcessAsync();
        await Client.RaiseEventAsync(id, "go", "x");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await EndAsync(id)).RuntimeStatus);
        Assert.NotEqual(0, _replays);
        foreach (ConcurrentQueue<string> written in _lines.Written.Values) Assert.Equal(["before, True", "after, True"], written);
    }

    /// <summary>Keeps the lines of some categories.</summary>
    sealed class CategoryLines(params string[] categories) : ILoggerProvider
    {
        public IReadOnlyDictionary<string, ConcurrentQueue<string>> Written { get; } = categories.ToDictionary(c => c, _ => new ConcurrentQueue<string>());

        public ILogger CreateLogger(string categoryName) => new Logger(Written.GetValueOrDefault(categoryName));

        public void Dispose()
        {
            // Nothing is held.
        }

        sealed class Logger(ConcurrentQueue<string>? written) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                written?.Enqueue(formatter(state, exception));
        }
    }
}

public sealed class InMemoryReplaySafeLoggerTests : ReplaySafeLoggerTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresReplaySafeLoggerTests : ReplaySafeLoggerTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
