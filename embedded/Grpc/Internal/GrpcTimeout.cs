using System.Globalization;

namespace Grpc.Internal;

/// <summary>The <c>grpc-timeout</c> header: at most eight digits and a unit (H, M, S, m, u, n).</summary>
static class GrpcTimeout
{
    const int DigitsMax = 8;

    /// <summary>The longest that eight digits of seconds can say; longer is cut to it, as others do.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromSeconds(99_999_999);

    public static bool TryDecode(string? header, out TimeSpan timeout)
    {
        timeout = TimeSpan.Zero;
        if (header is not { Length: >= 2 and <= DigitsMax + 1 }
            || !int.TryParse(header.AsSpan(0, header.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int value))
        {
            return false;
        }

        long? ticksPerUnit = header[^1] switch
        {
            'H' => TimeSpan.TicksPerHour,
            'M' => TimeSpan.TicksPerMinute,
            'S' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMillisecond,
            'u' => TimeSpan.TicksPerMicrosecond,
            'n' => 0,
            _ => null,
        };
        if (ticksPerUnit is not { } ticks)
        {
            return false;
        }

        // A tick is 100 nanoseconds; a shorter wish is still a wish.
        timeout = TimeSpan.FromTicks(ticks == 0 ? Math.Max(value / TimeSpan.NanosecondsPerTick, Math.Min(value, 1)) : value * ticks);
        timeout = timeout > Max ? Max : timeout;
        return true;
    }

    /// <summary>The shortest unit that holds the value in eight digits, rounded up so that the server never gives up first.</summary>
    public static string Encode(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
        {
            return "1n";
        }

        long milliseconds = Units(timeout, TimeSpan.TicksPerMillisecond);
        return milliseconds <= 99_999_999
            ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds}m")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Min(Units(timeout, TimeSpan.TicksPerSecond), 99_999_999)}S");
    }

    static long Units(TimeSpan timeout, long ticksPerUnit) => (timeout.Ticks + ticksPerUnit - 1) / ticksPerUnit;
}
