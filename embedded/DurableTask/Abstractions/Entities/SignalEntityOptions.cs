namespace Microsoft.DurableTask.Entities;

public record SignalEntityOptions
{
    /// <summary>Not before this time is the operation delivered; null: at once. Signals with a time keep no order among each other.</summary>
    public DateTimeOffset? SignalTime { get; init; }

    /// <summary>True: options that say nothing; false and null: none.</summary>
    public static implicit operator SignalEntityOptions?(bool? value) => value == true ? new() : null;

    public static implicit operator SignalEntityOptions(DateTimeOffset value) => new() { SignalTime = value };
}
