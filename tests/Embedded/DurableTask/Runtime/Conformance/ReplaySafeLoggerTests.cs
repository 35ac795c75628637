using System.Collections.Concurrent;
using Microsoft.DurableTask.Runtime.Store.InMemory;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

public sealed class ReplaySafeLoggerTests
{
    [Fact]
    public async Task Logger_AcrossAReplay_WritesEachLineOnce()
    {
        var memory = new InMemoryStore(TimeProvider.System);
        using var logs = new Lines();
        string id;
        await using (RuntimeProcess first = await RuntimeProcess.StartAsync(memory, Register, logs: logs))
        {
            id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Logs", CancellationToken.None);
            await first.Client.WaitForInstanceStartAsync(id, CancellationToken.None);
        }

        await using RuntimeProcess second = await RuntimeProcess.StartAsync(memory, Register, logs: logs);
        await second.Client.RaiseEventAsync(id, "go", "x");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await second.Client.WaitForInstanceCompletionAsync(id, deadline.Token);
        Assert.Equal(["before", "after"], logs.Written);
    }

    static void Register(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<string>("Logs", async context =>
    {
        ILogger logger = context.CreateReplaySafeLogger("orchestrator");
        logger.LogInformation("before");
        string got = await context.WaitForExternalEvent<string>("go");
        logger.LogInformation("after");
        return got;
    });

    sealed class Lines : ILoggerProvider
    {
        public ConcurrentQueue<string> Written { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName == "orchestrator" ? Written : new ConcurrentQueue<string>());

        public void Dispose()
        {
            // Nothing is held.
        }

        sealed class Logger(ConcurrentQueue<string> written) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                written.Enqueue(formatter(state, exception));
        }
    }
}
