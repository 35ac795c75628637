namespace Microsoft.Azure.Functions.Worker;

public class TimerInfo
{
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>The occurrence passed while no process ran.</summary>
    public bool IsPastDue { get; set; }
}
