using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestrator.Core.Tasks.Work;

/// <summary>Durations as Protobuf's JSON has them: decimal seconds and an s, <c>"90s"</c>, <c>"1.5s"</c>.</summary>
public static partial class DurationText
{
    public static string Write(TimeSpan duration) =>
        $"{((decimal)duration.Ticks / TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture)}s";

    public static bool TryRead(string text, out TimeSpan duration)
    {
        duration = default;
        if (!Pattern().IsMatch(text))
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)(decimal.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));
        return true;
    }

    // Eleven digits of seconds fit a TimeSpan, and go further than any limit.
    [GeneratedRegex(@"\A-?[0-9]{1,11}(?:\.[0-9]{1,9})?s\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
