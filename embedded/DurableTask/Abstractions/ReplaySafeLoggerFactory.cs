using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>Makes <see cref="ReplaySafeLogger"/>s over the context's own factory, which it does not own.</summary>
sealed class ReplaySafeLoggerFactory(TaskOrchestrationContext context, Func<ILoggerFactory> loggerFactory) : ILoggerFactory
{
    const int MaxWrappers = 10;

    public ILogger CreateLogger(string categoryName) => new ReplaySafeLogger(context, Unwrapped().CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider)
        => throw new NotSupportedException("A replay-safe logger factory takes no providers.");

    public void Dispose()
    {
        // The factory beneath belongs to the host.
    }

    // A context that wraps another one hands on that one's replay-safe factory: one check of IsReplaying is enough.
    ILoggerFactory Unwrapped()
    {
        ILoggerFactory factory = loggerFactory();
        for (int depth = 0; factory is ReplaySafeLoggerFactory wrapper; depth++)
        {
            if (depth == MaxWrappers)
                throw new InvalidOperationException(
                    "The context's LoggerFactory leads back to its own ReplaySafeLoggerFactory; it must hand on the inner context's.");
            factory = wrapper.Source;
        }
        return factory;
    }

    ILoggerFactory Source => loggerFactory();
}
