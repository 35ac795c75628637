using System.Net;
using System.Net.Http.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Configuration;

namespace Orchestrator.Platform.Tests;

public sealed class KeyVaultConfigurationTests
{
    [Fact]
    public void AddKeyVault_Secrets_AreSettingsUnlessSetElsewhere()
    {
        using var vault = new StandInVault
        {
            Secrets =
            {
                ["ORCHESTRATOR-LLM-KEY"] = ("from-the-vault", true),
                ["ORCHESTRATOR-DB"] = ("vault-db", true),
                ["ORCHESTRATOR-OLD"] = ("switched-off", false),
                ["somebody-elses"] = ("secret", true),
            },
        };
        var configuration = new ConfigurationManager { ["ORCHESTRATOR_DB"] = "set-here" };

        configuration.AddKeyVault(vault.Client);

        Assert.Equal("from-the-vault", configuration["ORCHESTRATOR_LLM_KEY"]);
        Assert.Equal("set-here", configuration["ORCHESTRATOR_DB"]);
        Assert.Null(configuration["ORCHESTRATOR_OLD"]);
        Assert.Equal(["ORCHESTRATOR-LLM-KEY"], vault.Read);
        Assert.All(vault.Tokens, token => Assert.Equal("Bearer vault-token", token));
    }

    [Fact]
    public void AddKeyVault_VaultRefuses_NamesTheSetting()
    {
        using var vault = new StandInVault { Status = HttpStatusCode.Forbidden };
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => new ConfigurationManager().AddKeyVault(vault.Client));
        Assert.StartsWith("ORCHESTRATOR_KEY_VAULT: https://stand-in.vault.azure.net/", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://stand-in.vault.azure.net")]
    [InlineData("stand-in")]
    public void AddKeyVault_NoHttpsAddress_NamesTheSetting(string address) => Assert.StartsWith(
        KeyVaultConfiguration.SettingName,
        Assert.Throws<InvalidOperationException>(
            () => new ConfigurationManager { [KeyVaultConfiguration.SettingName] = address }.AddKeyVault()).Message,
        StringComparison.Ordinal);

    [Fact]
    public void AddKeyVault_Unset_AsksNobody()
    {
        var configuration = new ConfigurationManager();
        int before = configuration.Sources.Count;
        configuration.AddKeyVault();
        Assert.Equal(before, configuration.Sources.Count);
    }

    /// <summary>Stands in for the service behind the real client: speaks the vault's REST, its challenge included.</summary>
    sealed class StandInVault : HttpMessageHandler
    {
        const string Address = "https://stand-in.vault.azure.net";

        public Dictionary<string, (string Value, bool Enabled)> Secrets { get; } = [];

        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        public List<string> Read { get; } = [];

        public List<string> Tokens { get; } = [];

        public SecretClient Client => new(
            new Uri(Address),
            new StandInCredential(() => new AccessToken("vault-token", DateTimeOffset.UtcNow.AddHours(1))),
            new SecretClientOptions { Transport = new HttpClientTransport(this), Retry = { MaxRetries = 0 } });

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => Answer(request);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Answer(request));

        HttpResponseMessage Answer(HttpRequestMessage request)
        {
            if (request.Headers.Authorization is not { } authorization)
            {
                var challenge = new HttpResponseMessage(HttpStatusCode.Unauthorized) { RequestMessage = request };
                challenge.Headers.Add(
                    "WWW-Authenticate", "Bearer authorization=\"https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000\", resource=\"https://vault.azure.net\"");
                return challenge;
            }

            Tokens.Add($"{authorization}");
            if (Status != HttpStatusCode.OK)
            {
                return new HttpResponseMessage(Status) { RequestMessage = request };
            }

            string name = request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1) ?? "";
            object body = name.Length == 0
                ? new { value = Secrets.Select(s => new { id = $"{Address}/secrets/{s.Key}", attributes = new { enabled = s.Value.Enabled } }) }
                : new { id = $"{Address}/secrets/{name}/1", value = Secrets[name].Value };
            if (name.Length > 0)
            {
                Read.Add(name);
            }

            return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = JsonContent.Create(body) };
        }
    }
}
