#pragma warning disable MA0182
namespace Orchestrator.Architecture.Tests.Il.Fixtures.Logs;

/// <summary>Stands for the real attribute, whose generator would want loggers here.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class LoggerMessageAttribute(int eventId, string message) : Attribute
{
    public LoggerMessageAttribute(string message)
        : this(0, message)
    {
    }

    public int EventId { get; set; } = eventId;

    public string Message { get; } = message;
}

static class FirstLog
{
    [LoggerMessage(100, "one")]
    public static void One()
    {
    }

    [LoggerMessage("by name", EventId = 101)]
    public static void Two()
    {
    }
}

static class SecondLog
{
    [LoggerMessage(100, "one again")]
    public static void OneAgain()
    {
    }

    [LoggerMessage("no id")]
    public static void Unnumbered()
    {
    }
}

static class Messages
{
    [LoggerMessage(102, "elsewhere")]
    public static void Elsewhere()
    {
    }
}
