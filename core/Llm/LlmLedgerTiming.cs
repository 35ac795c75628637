namespace Orchestrator.Core.Llm;

/// <param name="Lease">How long an unanswered intent row holds others off after the last renewal.</param>
/// <param name="Renewal">Between renewals while the call runs; well below <paramref name="Lease"/>.</param>
/// <param name="Poll">Between looks at a row that somebody else is to answer.</param>
/// <param name="Drain">How long a call may go on after the host began to stop.</param>
/// <param name="Recording">How long the writing of an answer is tried again: a paid answer is worth some patience.</param>
public sealed record LlmLedgerTiming(TimeSpan Lease, TimeSpan Renewal, TimeSpan Poll, TimeSpan Drain, TimeSpan Recording)
{
    public static LlmLedgerTiming Default { get; } = new(
        Lease: TimeSpan.FromSeconds(15),
        Renewal: TimeSpan.FromSeconds(5),
        Poll: TimeSpan.FromMilliseconds(250),
        Drain: TimeSpan.FromSeconds(20),
        Recording: TimeSpan.FromSeconds(60));
}
