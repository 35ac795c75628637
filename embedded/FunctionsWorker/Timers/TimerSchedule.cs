using NCrontab;

namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>When a timer is due: NCRONTAB of six fields (seconds first) or five, in UTC, or every so often.</summary>
sealed class TimerSchedule
{
    // A 29 February on a given day of the week comes after 40 years at the latest; what does not come by then never does.
    const int HorizonYears = 41;

    readonly CrontabSchedule? _cron;
    readonly TimeSpan _interval;

    TimerSchedule(string text, CrontabSchedule? cron, TimeSpan interval) => (Text, _cron, _interval) = (text, cron, interval);

    public string Text { get; }

    /// <exception cref="FormatException">The text is neither.</exception>
    public static TimerSchedule Parse(string text)
    {
        string[] fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields.Length == 1 && TimeSpan.TryParse(text, out TimeSpan interval) && interval > TimeSpan.Zero)
            return new(text, cron: null, interval);
        if (fields.Length is not (5 or 6))
            throw new FormatException($"'{text}' is neither an NCRONTAB expression of six (or five) fields nor a positive time span.");
        try
        {
            return new(text, CrontabSchedule.Parse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields.Length == 6 }), default);
        }
        catch (CrontabException e)
        {
            throw new FormatException($"'{text}' is not a valid NCRONTAB expression: {e.Message}", e);
        }
    }

    /// <returns>The first occurrence after this time; null when there is none.</returns>
    public DateTimeOffset? NextAfter(DateTimeOffset time)
    {
        if (_cron is null)
            return time + _interval;
        DateTime end = time.UtcDateTime.AddYears(HorizonYears);
        try
        {
            DateTime next = _cron.GetNextOccurrence(time.UtcDateTime, end);
            return next >= end ? null : new DateTimeOffset(DateTime.SpecifyKind(next, DateTimeKind.Utc));
        }
        catch (ArgumentOutOfRangeException)
        {
            // For a day that no year has (30 February), NCrontab looks past the end and leaves the calendar.
            return null;
        }
    }
}
