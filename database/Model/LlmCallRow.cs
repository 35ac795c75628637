using Orchestrator.Core.Llm;

namespace Orchestrator.Database.Model;

/// <summary>Table <c>llm_calls</c>, the ledger: one row is one HTTP request, written before it is sent.</summary>
public sealed class LlmCallRow
{
    public long Id { get; set; }

    public Guid TaskId { get; set; }

    public int Attempt { get; set; }

    public int CallNo { get; set; }

    /// <summary>SHA-256 in lower-case hex.</summary>
    public required string RequestHash { get; set; }

    public required string Provider { get; set; }

    public required string Model { get; set; }

    public LlmOutcome Outcome { get; set; }

    public int? HttpStatus { get; set; }

    public string? WorkerId { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    public string? Response { get; set; }

    public int? InputTokens { get; set; }

    public int? CachedTokens { get; set; }

    public int? OutputTokens { get; set; }

    /// <summary>At the price of the time of the call.</summary>
    public decimal? CostUsd { get; set; }

    public long? LatencyMs { get; set; }

    public int? RetryAfterS { get; set; }

    public string? FinishReason { get; set; }

    public string? Error { get; set; }

    public DateTimeOffset IntendedAt { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }
}
