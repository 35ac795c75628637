using Orchestrator.Core.Execution;
using Orchestrator.Core.Llm;

namespace Orchestrator.Core.Tests.Llm;

public sealed class LlmAnswerTests
{
    [Theory]
    [InlineData(LlmOutcome.Empty, 200, "empty_answer", true)]
    [InlineData(LlmOutcome.Blocked, 200, "blocked", false)]
    [InlineData(LlmOutcome.RateLimited, 429, "rate_limited", true)]
    [InlineData(LlmOutcome.TimedOut, null, "timed_out", true)]
    [InlineData(LlmOutcome.Failed, 400, "invalid_request", false)]
    [InlineData(LlmOutcome.Failed, 401, "unauthenticated", false)]
    [InlineData(LlmOutcome.Failed, 403, "forbidden", false)]
    [InlineData(LlmOutcome.Failed, 404, "not_found", false)]
    [InlineData(LlmOutcome.Failed, 422, "invalid_request", false)]
    [InlineData(LlmOutcome.Failed, 409, "http_error", true)]
    [InlineData(LlmOutcome.Failed, 500, "server_error", true)]
    [InlineData(LlmOutcome.Failed, 503, "unavailable", true)]
    [InlineData(LlmOutcome.Failed, 200, "invalid_answer", true)]
    [InlineData(LlmOutcome.Failed, null, "connection_lost", true)]
    [InlineData(LlmOutcome.Unknown, null, "call_unknown", true)]
    public void ToException_OfEachFailure_SaysWhetherARetryCanHelp(LlmOutcome outcome, int? status, string type, bool retryable)
    {
        AttemptFailure failure = AttemptFailure.Of(new LlmAnswer(outcome, "m", HttpStatus: status, Error: "why").ToException());

        Assert.Equal(type, failure.ErrorType);
        Assert.Equal(retryable, failure.Retryable);
        Assert.EndsWith(": why.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToException_RetryAfter_IsKept()
    {
        var wait = TimeSpan.FromSeconds(12);

        Assert.Equal(wait, AttemptFailure.Of(new LlmAnswer(LlmOutcome.RateLimited, "m", HttpStatus: 429, RetryAfter: wait).ToException()).RetryAfter);
        Assert.Equal(wait, AttemptFailure.Of(new LlmAnswer(LlmOutcome.Failed, "m", HttpStatus: 503, RetryAfter: wait).ToException()).RetryAfter);
    }

    [Fact]
    public void ToException_Succeeded_IsABug() =>
        Assert.Throws<InvalidOperationException>(() => new LlmAnswer(LlmOutcome.Succeeded, "m", "text").ToException());

    [Fact]
    public void ToString_OfRequestAndAnswer_HoldsNoText()
    {
        Assert.DoesNotContain("secret", new LlmAnswer(LlmOutcome.Succeeded, "m", "secret").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", new LlmRequest("p", "m", "secret", "secret", null, null).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Hash_ChangesWithEveryPartOfTheRequest()
    {
        var request = new LlmRequest("p", "m", "s", "prompt", 0.5, 10);
        string[] hashes =
        [
            request.Hash(),
            (request with { Provider = "q" }).Hash(),
            (request with { Model = "n" }).Hash(),
            (request with { SystemPrompt = null }).Hash(),
            (request with { Prompt = "Prompt" }).Hash(),
            (request with { Temperature = null }).Hash(),
            (request with { MaxOutputTokens = 11 }).Hash(),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.All(hashes, hash => Assert.Matches("^[0-9a-f]{64}$", hash));
        Assert.Equal(hashes[0], (request with { }).Hash());
    }
}
