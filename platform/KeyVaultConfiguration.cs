using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Configuration;

namespace Orchestrator.Platform;

/// <summary>
/// Settings from a Key Vault: secret <c>ORCHESTRATOR-LLM-KEY</c> is setting <c>ORCHESTRATOR_LLM_KEY</c>, because a vault's names take no
/// underscore. Only secrets of that beginning are read, once, at start, and not those of settings that are set already.
/// </summary>
public static class KeyVaultConfiguration
{
    public const string SettingName = "ORCHESTRATOR_KEY_VAULT";

    /// <summary>Does nothing where the setting is unset.</summary>
    /// <exception cref="InvalidOperationException">The setting is no address, or the vault cannot be read.</exception>
    public static void AddKeyVault(this ConfigurationManager configuration)
    {
        if (configuration[SettingName] is not { Length: > 0 } address)
        {
            return;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? vault) || vault.Scheme != Uri.UriSchemeHttps)
        {
            throw new InvalidOperationException($"{SettingName} must be the vault's address, such as https://<name>.vault.azure.net");
        }

        configuration.AddKeyVault(new SecretClient(vault, PlatformIdentity.CreateCredential()));
    }

    internal static void AddKeyVault(this ConfigurationManager configuration, SecretClient client)
    {
        // Asked now, while the vault is not among the sources yet.
        HashSet<string> known =
        [
            .. configuration.AsEnumerable()
                .Where(setting => !string.IsNullOrEmpty(setting.Value))
                .Select(setting => setting.Key.ToUpperInvariant()),
        ];
        ((IConfigurationBuilder)configuration).Add(new Source(client, known));
    }

    sealed class Source(SecretClient client, HashSet<string> known) : IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(client, known);
    }

    sealed class Provider(SecretClient client, HashSet<string> known) : ConfigurationProvider
    {
        const string Beginning = "ORCHESTRATOR-";

        public override void Load()
        {
            try
            {
                Data = client.GetPropertiesOfSecrets()
                    .Where(secret => secret.Enabled != false && secret.Name.StartsWith(Beginning, StringComparison.OrdinalIgnoreCase))
                    .Select(secret => (secret.Name, Setting: secret.Name.Replace('-', '_').ToUpperInvariant()))
                    .Where(secret => !known.Contains(secret.Setting))
                    .ToDictionary(
                        secret => secret.Setting,
                        secret => (string?)client.GetSecret(secret.Name).Value.Value,
                        StringComparer.OrdinalIgnoreCase);
            }
            catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException)
            {
                throw new InvalidOperationException($"{SettingName}: {client.VaultUri} cannot be read: {e.Message}", e);
            }
        }
    }
}
