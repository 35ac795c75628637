using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Orchestrator.Gateway.Security;

/// <summary>
/// Whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed: setting <c>ORCHESTRATOR_TRUSTED_PROXIES</c>, addresses and
/// networks separated by commas, or <c>*</c> where only the ingress can reach the gateway. Nobody's when it is unset: a client could
/// call itself whatever it likes.
/// </summary>
static class TrustedProxies
{
    public const string SettingName = "ORCHESTRATOR_TRUSTED_PROXIES";

    /// <returns>Null when there are none.</returns>
    /// <exception cref="InvalidOperationException">The setting is malformed.</exception>
    public static ForwardedHeadersOptions? Read(IConfiguration configuration)
    {
        string[] proxies = (configuration[SettingName] ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (proxies.Length == 0)
        {
            return null;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (string proxy in proxies.Where(proxy => proxy != "*"))
        {
            if (System.Net.IPNetwork.TryParse(proxy, out System.Net.IPNetwork network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else if (IPAddress.TryParse(proxy, out IPAddress? address))
            {
                options.KnownProxies.Add(address);
            }
            else
            {
                throw new InvalidOperationException($"{SettingName} must be IP addresses or networks such as 10.0.0.0/16, or *; not \"{proxy}\"");
            }
        }

        // Empty lists would let everybody in; that is what * says, and only alone.
        return proxies.Contains("*") && proxies.Length > 1
            ? throw new InvalidOperationException($"{SettingName}: * stands alone")
            : options;
    }
}
