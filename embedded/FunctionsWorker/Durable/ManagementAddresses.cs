using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Web;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>Makes the addresses under which an instance is queried and steered.</summary>
sealed class ManagementAddresses(IServer server, FunctionKeys keys)
{
    /// <summary>Below the host's root.</summary>
    public const string Root = "/runtime/webhooks/durabletask";

    /// <param name="authority">As the client reached the host; null: the host's own first address.</param>
    /// <exception cref="InvalidOperationException">No request, and the host does not listen yet.</exception>
    public HttpManagementPayload For(string instanceId, string? authority)
    {
        authority ??= server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("The host does not listen yet, and there is no request to take the address from.");
        return Of(instanceId, authority, keys.SystemKey);
    }

    /// <param name="key">Null: who follows the addresses brings a key, if the host asks for one.</param>
    public static HttpManagementPayload Of(string instanceId, string authority, string? key)
    {
        string instance = $"{authority.TrimEnd('/')}{Root}/instances/{Uri.EscapeDataString(instanceId)}";
        return new()
        {
            Id = instanceId,
            StatusQueryGetUri = Join(instance),
            PurgeHistoryDeleteUri = Join(instance),
            SendEventPostUri = Join($"{instance}/raiseEvent/{{eventName}}"),
            TerminatePostUri = Join($"{instance}/terminate", "reason={text}"),
            SuspendPostUri = Join($"{instance}/suspend", "reason={text}"),
            ResumePostUri = Join($"{instance}/resume", "reason={text}"),
            RewindPostUri = Join($"{instance}/rewind", "reason={text}"),
            RestartPostUri = Join($"{instance}/restart"),
        };

        string Join(string address, string? query = null)
        {
            string? code = key is null ? null : $"code={Uri.EscapeDataString(key)}";
            string joined = string.Join('&', new[] { query, code }.OfType<string>());
            return joined.Length > 0 ? $"{address}?{joined}" : address;
        }
    }
}
