using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Execution;
using Orchestrator.Functions.Maintenance;

namespace Orchestrator.Functions.Tests.Maintenance;

public sealed class ReportFiguresTests
{
    [Fact]
    public async Task RunAsync_OnceAMinute_LogsTheLineThatTheAlertsRead()
    {
        var log = new Lines();

        await new ReportFigures(new Figures(), log).RunAsync(new TimerInfo(), default);

        Assert.Equal(
            ["Figures: oldest due task waits 301 s, 2 of 20 ended tasks failed, started after 0.250 s at p95, calls of the last hour cost 1.2500 USD"],
            log);
    }

    sealed class Figures : IOperationFigures
    {
        public Task<OperationFigures> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(
            new OperationFigures(TimeSpan.FromSeconds(301), Failed: 2, Ended: 20, TimeSpan.FromSeconds(0.25), ModelCostUsd: 1.25m));
    }

    sealed class Lines : List<string>, ILogger<ReportFigures>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add(formatter(state, exception));
    }
}
