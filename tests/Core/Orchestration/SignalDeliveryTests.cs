using Moq;
using Orchestrator.Core.Orchestration;

namespace Orchestrator.Core.Tests.Orchestration;

public sealed class SignalDeliveryTests
{
    readonly Mock<IOrchestrationSignalStore> _store = new(MockBehavior.Strict);
    readonly Mock<IOrchestrationSignalSender> _sender = new(MockBehavior.Strict);

    [Theory]
    [InlineData(0, 30)]
    [InlineData(1, 60)]
    [InlineData(3, 240)]
    [InlineData(7, 3_600)]
    [InlineData(4_000, 3_600)]
    public async Task TryDeliverAsync_Refused_PostponesEverLonger(int attempts, int seconds)
    {
        OrchestrationSignal signal = Answered(SignalOutcome.Refused, attempts);
        _store.Setup(s => s.PostponeAsync(signal.Id, TimeSpan.FromSeconds(seconds), CancellationToken.None)).Returns(Task.CompletedTask).Verifiable();

        Assert.False(await DeliverAsync(signal));

        _store.Verify();
    }

    [Fact]
    public async Task TryDeliverAsync_Unreachable_LeavesTheRowToItsLease() =>
        Assert.False(await DeliverAsync(Answered(SignalOutcome.Unreachable, attempts: 9)));

    [Theory]
    [InlineData(SignalOutcome.Sent)]
    [InlineData(SignalOutcome.NoInstance)]
    public async Task TryDeliverAsync_NothingLeftToTell_MarksItSent(SignalOutcome outcome)
    {
        OrchestrationSignal signal = Answered(outcome, attempts: 0);
        _store.Setup(s => s.MarkSentAsync(signal.Id, CancellationToken.None)).Returns(Task.CompletedTask).Verifiable();

        Assert.True(await DeliverAsync(signal));

        _store.Verify();
    }

    OrchestrationSignal Answered(SignalOutcome outcome, int attempts)
    {
        var signal = new OrchestrationSignal(Guid.NewGuid(), "task-1", OrchestrationSignalKind.Resume, Name: null, Payload: null, attempts);
        _sender.Setup(s => s.SendAsync(signal, CancellationToken.None)).ReturnsAsync(outcome);
        return signal;
    }

    Task<bool> DeliverAsync(OrchestrationSignal signal) =>
        new SignalDelivery(_store.Object, _sender.Object).TryDeliverAsync(signal, CancellationToken.None);
}
