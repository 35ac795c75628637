using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Handlers;

/// <summary>
/// The hosts that tasks may call (setting <c>ORCHESTRATOR_HTTP_HOSTS</c>): a worker sees networks and identity endpoints that its clients do
/// not, so nothing is open unless it is named.
/// </summary>
/// <param name="setting">Comma-separated: <c>api.example.com</c>, <c>*.example.com</c> (its subdomains), <c>localhost:9000</c>
/// (that port only). Null or empty: none.</param>
public sealed class AllowedHosts(string? setting)
{
    readonly string[] _patterns = (setting ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <exception cref="PermanentTaskException"><c>host_not_allowed</c></exception>
    public void Check(Uri address)
    {
        if (!_patterns.Any(pattern => Matches(pattern, address)))
        {
            throw new PermanentTaskException(
                "host_not_allowed", $"parameters.url: this worker may not call {address.Authority}; ORCHESTRATOR_HTTP_HOSTS lists the hosts it may.");
        }
    }

    static bool Matches(string pattern, Uri address)
    {
        string host = address.IdnHost;
        int colon = pattern.LastIndexOf(':');
        if (colon > 0 && !pattern.EndsWith(']'))
        {
            return string.Equals(pattern, $"{host}:{address.Port}", StringComparison.OrdinalIgnoreCase);
        }

        return pattern.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : string.Equals(pattern, host, StringComparison.OrdinalIgnoreCase);
    }
}
