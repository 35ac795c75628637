using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Orchestrator.Core.Llm;
using Orchestrator.Functions.Llm;
using Orchestrator.Functions.Tests.Support;
using Orchestrator.Platform;

namespace Orchestrator.Functions.Tests.Llm;

/// <summary>Azure OpenAI's forms of address and proof, against a server of ours; tokens come from a stand-in for Entra.</summary>
public sealed class AzureOpenAiTests
{
    [Fact]
    public async Task GetResponse_WithAnApiVersion_GoesToTheDeploymentWithTheKeyInAzuresHeader()
    {
        await using ModelServer server = await ModelServer.StartAsync();
        server.NextText("hello");
        using var client = new OpenAiChatClient(Settings(server, ("API_VERSION", "2024-10-21")), TimeProvider.System);

        ChatResponse response = await client.GetResponseAsync("hi", new ChatOptions { ModelId = "my deployment" });

        Assert.Equal("hello", response.Text);
        Assert.Equal("/openai/deployments/my%20deployment/chat/completions?api-version=2024-10-21", server.LastTarget);
        Assert.Equal((ModelServer.Key, ""), (server.LastApiKey, server.LastAuthorization ?? ""));
    }

    [Theory]
    [InlineData("2024-10-21", "/openai/deployments/test-model/chat/completions?api-version=2024-10-21")]
    [InlineData("", "/v1/chat/completions")]
    public async Task GetResponse_WithEntra_SendsTheTokenAndNoKey(string version, string target)
    {
        await using ModelServer server = await ModelServer.StartAsync();
        server.NextText("one").NextText("two");
        LlmSettings settings = Settings(server, ("API_VERSION", version), ("AUTH", "entra"));
        var credential = new StandInCredential("entra-token");
        using var tokens = new TokenSource(credential, settings.TokenScope!, TimeProvider.System);
        using var client = new OpenAiChatClient(settings, TimeProvider.System, tokens);

        await client.GetResponseAsync("hi");
        await client.GetResponseAsync("hi");

        Assert.Equal(target, server.LastTarget);
        Assert.Equal(("Bearer entra-token", ""), (server.LastAuthorization, server.LastApiKey ?? ""));
        Assert.Equal(["https://cognitiveservices.azure.com/.default"], credential.Scopes);
    }

    [Fact]
    public async Task GetResponse_NoTokenToBeHad_IsAFailureThatReachedNobody()
    {
        await using ModelServer server = await ModelServer.StartAsync();
        LlmSettings settings = Settings(server, ("AUTH", "entra"));
        using var tokens = new TokenSource(new StandInCredential(token: null), settings.TokenScope!, TimeProvider.System);
        using var client = new OpenAiChatClient(settings, TimeProvider.System, tokens);

        ModelCallException error = await Assert.ThrowsAsync<ModelCallException>(() => client.GetResponseAsync("hi"));

        Assert.Equal((LlmOutcome.Failed, (int?)null, 0), (error.Outcome, error.HttpStatus, server.Requests));
    }

    [Theory]
    [InlineData("ORCHESTRATOR_LLM_AUTH", "managed", "https://x.openai.azure.com")]
    [InlineData("ORCHESTRATOR_LLM_ENDPOINT", "entra", "http://x.openai.azure.com")]
    [InlineData("ORCHESTRATOR_LLM_ENDPOINT", "entra", "")]
    public void Settings_ThatCannotWork_AreNamed(string named, string auth, string endpoint)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("ORCHESTRATOR_LLM_AUTH", auth), new("ORCHESTRATOR_LLM_ENDPOINT", endpoint), new("ORCHESTRATOR_LLM_MODEL", "m"),
        ]).Build();
        Assert.Contains(named, Assert.Throws<InvalidOperationException>(() => LlmSettings.Read(configuration)).Message, StringComparison.Ordinal);
    }

    static LlmSettings Settings(ModelServer server, params (string Name, string Value)[] more)
    {
        Dictionary<string, string?> settings = server.Settings();
        foreach ((string name, string value) in more)
        {
            settings[$"ORCHESTRATOR_LLM_{name}"] = value;
        }

        if (settings.GetValueOrDefault("ORCHESTRATOR_LLM_API_VERSION") is { Length: > 0 })
        {
            settings["ORCHESTRATOR_LLM_ENDPOINT"] = settings["ORCHESTRATOR_LLM_ENDPOINT"]![..^"/v1".Length];
        }

        return LlmSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    }

    /// <summary>Stands in for Entra; Azure itself is not reached.</summary>
    sealed class StandInCredential(string? token) : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return token is null
                ? throw new AuthenticationFailedException("the stand-in was told to fail")
                : new AccessToken(token, DateTimeOffset.UtcNow.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
