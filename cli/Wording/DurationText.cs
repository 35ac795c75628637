using System.Globalization;

namespace Orchestrator.Cli.Wording;

/// <summary>Durations as people type them: <c>500ms</c>, <c>5s</c>, <c>2m</c>, <c>1.5h</c>, <c>3d</c>.</summary>
internal static class DurationText
{
    static readonly (string Suffix, TimeSpan Unit)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)),
    ];

    /// <exception cref="FormatException">The message says what is expected.</exception>
    public static TimeSpan Parse(string text)
    {
        foreach ((string suffix, TimeSpan unit) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal) &&
                double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count) &&
                count * unit.TotalDays <= TimeSpan.MaxValue.TotalDays / 2)
            {
                return unit * count;
            }
        }

        throw new FormatException($"'{text}' is not a duration like 500ms, 5s, 2m, 1h or 3d.");
    }
}
