using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    /// <param name="schedule">
    /// NCRONTAB of six fields (<c>{second} {minute} {hour} {day} {month} {day of week}</c>) or five, in UTC, or a time span; or <c>%Setting%</c>.
    /// </param>
    public TimerTriggerAttribute(string schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Schedule = schedule;
    }

    public string Schedule { get; }

    /// <summary>Runs at once when a process takes the timers over too, whatever the schedule says.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>Whether an occurrence that passed while no process ran is made up for, once.</summary>
    public bool UseMonitor { get; set; } = true;
}
