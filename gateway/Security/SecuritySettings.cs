using System.Globalization;
using System.Net;
using Orchestrator.Gateway.Hosting;
using Orchestrator.Gateway.Security.Tokens;

namespace Orchestrator.Gateway.Security;

/// <summary>Who may call: docs/security.md.</summary>
/// <param name="AsksNobody"><c>ORCHESTRATOR_AUTH=none</c>.</param>
/// <param name="TakesKeys"><c>api-key</c> is among <c>ORCHESTRATOR_AUTH</c>.</param>
/// <param name="Tokens">Where <c>jwt</c> is among <c>ORCHESTRATOR_AUTH</c>.</param>
/// <param name="OpenToOthers">Nobody is asked, and yet others than this machine can reach the gateway: <c>ORCHESTRATOR_AUTH_NONE_BEYOND_LOOPBACK</c>.</param>
/// <param name="RequestsPerMinute"><c>ORCHESTRATOR_REQUESTS_PER_MINUTE</c>, 6000; 0: no limit.</param>
sealed record SecuritySettings(
    bool AsksNobody, bool TakesKeys, TokenSettings? Tokens, bool OpenToOthers, int RequestsPerMinute)
{
    public const string AuthName = "ORCHESTRATOR_AUTH";
    public const string BeyondLoopbackName = "ORCHESTRATOR_AUTH_NONE_BEYOND_LOOPBACK";
    public const string RateName = "ORCHESTRATOR_REQUESTS_PER_MINUTE";
    const string EndpointsSection = "Kestrel:Endpoints";

    /// <exception cref="InvalidOperationException">A setting is not what it should be, or everybody would be let in unasked.</exception>
    public static SecuritySettings Read(IConfiguration configuration, GatewaySettings gateway)
    {
        string[] modes = (configuration[AuthName] is { Length: > 0 } set ? set : "none")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (modes.Length == 0 || modes.Any(mode => mode is not ("none" or "api-key" or "jwt")) || (modes.Length > 1 && modes.Contains("none")))
        {
            throw new InvalidOperationException($"{AuthName} must be none, api-key, jwt, or api-key,jwt; it is \"{configuration[AuthName]}\"");
        }

        bool none = modes.Contains("none");
        return new SecuritySettings(
            none,
            modes.Contains("api-key"),
            modes.Contains("jwt") ? TokenSettings.Read(configuration) : null,
            none && IsOpenToOthers(configuration, gateway),
            ReadRate(configuration));
    }

    static bool IsOpenToOthers(IConfiguration configuration, GatewaySettings gateway)
    {
        string? where = gateway.Bind is not { } address ? "every address"
            : !IPAddress.IsLoopback(address) ? $"{address}"
            : configuration.GetSection(EndpointsSection).GetChildren().Any() ? EndpointsSection
            : null;
        if (where is null)
        {
            return false;
        }

        return configuration[BeyondLoopbackName] is "true" or "True"
            ? true
            : throw new InvalidOperationException(
                $"The gateway would listen on {where} and ask nobody who they are: anybody who reaches it could run and cancel work. " +
                $"Set {AuthName} to api-key or jwt (docs/security.md), or {GatewaySettings.BindName} to 127.0.0.1; " +
                $"where something else keeps strangers out, {BeyondLoopbackName}=true allows it");
    }

    static int ReadRate(IConfiguration configuration)
    {
        if (configuration[RateName] is not { Length: > 0 } text)
        {
            return 6000;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int rate)
            ? rate
            : throw new InvalidOperationException($"{RateName} must be a number of requests, 0 for no limit, not \"{text}\"");
    }
}
