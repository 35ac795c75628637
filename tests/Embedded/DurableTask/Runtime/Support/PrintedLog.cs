using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Tests.Runtime.Support;

/// <summary>Prints a line for each that is logged: event id, level, text, and the error's type and message.</summary>
internal sealed class PrintedLog : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger();

    public void Dispose()
    {
        // Nothing is held.
    }

    sealed class Logger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Console.WriteLine($"{eventId.Id} {logLevel} {formatter(state, exception)} {exception?.GetType().Name} {exception?.Message}".ReplaceLineEndings(" "));
    }
}
