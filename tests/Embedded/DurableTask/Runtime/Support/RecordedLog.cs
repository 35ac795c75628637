using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Tests.Runtime.Support;

/// <summary>What a process logs, with levels, event ids and exceptions.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    public ConcurrentQueue<Line> Lines { get; } = new();

    public int Count(int eventId) => Lines.Count(line => line.EventId == eventId);

    public ILogger CreateLogger(string categoryName) => new Logger(Lines);

    public void Dispose()
    {
        // Nothing is held.
    }

    internal sealed record Line(LogLevel Level, int EventId, string Text, Exception? Error);

    sealed class Logger(ConcurrentQueue<Line> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(new Line(logLevel, eventId.Id, formatter(state, exception), exception));
    }
}
