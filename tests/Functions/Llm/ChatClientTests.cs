using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Orchestrator.Core.Llm;
using Orchestrator.Functions.Llm;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Llm;

public sealed class ChatClientTests
{
    [Fact]
    public async Task OpenAi_Stream_GivesTextAndEnd()
    {
        await using ModelServer server = await ModelServer.StartAsync();
        server.Next(context => context.Response.WriteAsync(Chunk("dur") + Chunk("able") + Chunk("", "stop") + "data: [DONE]\n\n"));

        List<ChatResponseUpdate> updates = await ReadAsync(server);

        Assert.Equal("durable", string.Concat(updates.Select(u => u.Text)));
        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task OpenAi_StreamThatEndsTooEarly_IsAFailure()
    {
        await using ModelServer server = await ModelServer.StartAsync();
        server.Next(context => context.Response.WriteAsync(Chunk("dur")));

        ModelCallException error = await Assert.ThrowsAsync<ModelCallException>(() => ReadAsync(server));

        Assert.Equal(LlmOutcome.Failed, error.Outcome);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task OpenAi_StreamThatIsCut_IsAFailure()
    {
        await using ModelServer server = await ModelServer.StartAsync();
        server.Next(async context =>
        {
            await context.Response.WriteAsync(Chunk("dur"));
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        ModelCallException error = await Assert.ThrowsAsync<ModelCallException>(() => ReadAsync(server));

        Assert.Equal(LlmOutcome.Failed, error.Outcome);
    }

    [Fact]
    public async Task OpenAi_NobodyListens_IsAFailureWithoutStatus()
    {
        using var client = new OpenAiChatClient(
            new LlmSettings("key", new Uri("http://127.0.0.1:1/v1"), "m", TimeSpan.FromSeconds(5), TimeSpan.Zero), TimeProvider.System);

        ModelCallException error = await Assert.ThrowsAsync<ModelCallException>(() => client.GetResponseAsync("hello"));

        Assert.Equal((LlmOutcome.Failed, (int?)null), (error.Outcome, error.HttpStatus));
    }

    [Fact]
    public async Task Simulated_SamePrompt_SameLabelledText()
    {
        using var client = new SimulatedChatClient(TimeProvider.System, TimeSpan.Zero);

        ChatResponse first = await client.GetResponseAsync("What is durable?");
        ChatResponse second = await client.GetResponseAsync("What is durable?");
        ChatResponse other = await client.GetResponseAsync("What else?");

        Assert.Equal(first.Text, second.Text);
        Assert.NotEqual(first.Text, other.Text);
        Assert.Contains("simulated", first.Text, StringComparison.Ordinal);
        Assert.Equal("simulated-1", first.ModelId);
        Assert.Equal(4, first.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task Simulated_OutputLimit_CutsTheText()
    {
        using var client = new SimulatedChatClient(TimeProvider.System, TimeSpan.Zero);

        ChatResponse cut = await client.GetResponseAsync("What?", new ChatOptions { MaxOutputTokens = 2, ModelId = "gpt" });

        Assert.Equal(8, cut.Text.Length);
        Assert.Equal(ChatFinishReason.Length, cut.FinishReason);
        Assert.Equal("simulated:gpt", cut.ModelId);
    }

    [Theory]
    [InlineData("ORCHESTRATOR_LLM_KEY", "k", "ORCHESTRATOR_LLM_MODEL")]
    [InlineData("ORCHESTRATOR_LLM_ENDPOINT", "http://localhost/v1", "ORCHESTRATOR_LLM_KEY")]
    [InlineData("ORCHESTRATOR_LLM_ENDPOINT", "localhost/v1", "ORCHESTRATOR_LLM_ENDPOINT")]
    [InlineData("ORCHESTRATOR_LLM_TIMEOUT_SECONDS", "soon", "ORCHESTRATOR_LLM_TIMEOUT_SECONDS")]
    [InlineData("ORCHESTRATOR_LLM_SIMULATED_SECONDS", "-1", "ORCHESTRATOR_LLM_SIMULATED_SECONDS")]
    public void Settings_ThatCannotWork_AreNamed(string key, string value, string named)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();

        Assert.Contains(named, Assert.Throws<InvalidOperationException>(() => LlmSettings.Read(configuration)).Message, StringComparison.Ordinal);
    }

    static string Chunk(string text, string? finish = null) =>
        $$"""data: {"id":"c1","object":"chat.completion.chunk","created":1760000000,"model":"m","choices":[{"index":0,"delta":{"content":"{{text}}"},"finish_reason":{{(finish is null ? "null" : $"\"{finish}\"")}}}]}"""
        + "\n\n";

    static async Task<List<ChatResponseUpdate>> ReadAsync(ModelServer server)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(server.Settings()).Build();
        using var client = new OpenAiChatClient(LlmSettings.Read(configuration), TimeProvider.System);
        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("What is durable?"))
        {
            updates.Add(update);
        }

        return updates;
    }
}
