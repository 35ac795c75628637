using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Orchestrator.Functions.Chains;

/// <summary>How large the history of a chain's run may grow: setting <c>ORCHESTRATOR_CHAIN_HISTORY_EVENTS</c>.</summary>
/// <param name="EventsMax">After as many a run continues as new; what comes in one burst comes on top.</param>
public sealed record ChainRunSettings(int EventsMax)
{
    const string Key = "ORCHESTRATOR_CHAIN_HISTORY_EVENTS";
    const int Default = 3_500;
    const int Least = 100;
    const int Most = 4_000;

    /// <exception cref="InvalidOperationException">The setting is malformed; the message names it.</exception>
    public static ChainRunSettings Read(IConfiguration configuration) =>
        configuration[Key] is not { Length: > 0 } text ? new ChainRunSettings(Default)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int events) && events is >= Least and <= Most
            ? new ChainRunSettings(events)
        : throw new InvalidOperationException($"{Key} must be {Least} to {Most} events, or empty: {Default}.");
}
