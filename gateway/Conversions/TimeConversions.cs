using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Validation;

namespace Orchestrator.Gateway.Conversions;

/// <summary>Times and durations; what Protobuf's own rules refuse is a violation.</summary>
static class TimeConversions
{
    const int NanosPerSecond = 1_000_000_000;

    // 0001-01-01 and 9999-12-31T23:59:59, in seconds since 1970: what a Timestamp may hold.
    const long MinSeconds = -62_135_596_800;
    const long MaxSeconds = 253_402_300_799;

    // 10,000 years: what a Duration may hold.
    const long MaxDurationSeconds = 315_576_000_000;

    public static DateTimeOffset? ToTime(Violations violations, string field, Timestamp? timestamp)
    {
        if (timestamp is null)
        {
            return null;
        }

        if (timestamp.Seconds is >= MinSeconds and <= MaxSeconds && timestamp.Nanos is >= 0 and < NanosPerSecond)
        {
            return timestamp.ToDateTimeOffset();
        }

        violations.Add(field, "must be a time of the years 1 to 9999 with 0 to 999,999,999 nanoseconds");
        return null;
    }

    public static TimeSpan? ToDuration(Violations violations, string field, Duration? duration)
    {
        if (duration is null)
        {
            return null;
        }

        bool sameSign = duration.Seconds == 0 || duration.Nanos == 0 || duration.Seconds > 0 == duration.Nanos > 0;
        if (duration.Seconds is >= -MaxDurationSeconds and <= MaxDurationSeconds
            && duration.Nanos is > -NanosPerSecond and < NanosPerSecond
            && sameSign)
        {
            return duration.ToTimeSpan();
        }

        violations.Add(field, "must be a duration with seconds and nanoseconds of one sign");

        // Within every limit: the field has its violation, and absent would add a second, wrong one.
        return TimeSpan.Zero;
    }

    public static Timestamp? ToTimestamp(DateTimeOffset? time) => time is { } known ? Timestamp.FromDateTimeOffset(known) : null;
}
