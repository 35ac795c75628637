namespace Microsoft.DurableTask;

/// <summary>What the next generation of an instance starts with.</summary>
public class ContinueAsNewOptions
{
    public object? NewInput { get; set; }

    /// <summary>Whether external events that nobody waited for yet are handed on.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>Null: the version stays.</summary>
    public string? NewVersion { get; set; }
}
