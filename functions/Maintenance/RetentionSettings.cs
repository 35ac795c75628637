using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Orchestrator.Functions.Maintenance;

/// <summary>How long finished work is kept: setting <c>ORCHESTRATOR_RETENTION_DAYS</c>.</summary>
/// <param name="Age">Null: for ever.</param>
public sealed record RetentionSettings(TimeSpan? Age)
{
    const string Key = "ORCHESTRATOR_RETENTION_DAYS";
    const double DaysMin = 0.01;
    const double DaysMax = 36_500;

    /// <exception cref="InvalidOperationException">The setting is malformed; the message names it.</exception>
    public static RetentionSettings Read(IConfiguration configuration) =>
        configuration[Key] is not { Length: > 0 } text ? new RetentionSettings(Age: null)
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double days) && days is >= DaysMin and <= DaysMax
            ? new RetentionSettings(TimeSpan.FromDays(days))
        : throw new InvalidOperationException(FormattableString.Invariant($"{Key} must be {DaysMin} to {DaysMax} days, or empty: finished work is kept."));
}
