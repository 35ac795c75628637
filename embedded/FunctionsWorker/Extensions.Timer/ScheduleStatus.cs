namespace Microsoft.Azure.Functions.Worker;

/// <summary>In UTC; the default value is "never".</summary>
public class ScheduleStatus
{
    /// <summary>The occurrence before this one.</summary>
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
