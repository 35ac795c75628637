using Google.Rpc;
using Grpc.Core;
using Orchestrator.Core.Access;
using Orchestrator.Gateway.Security;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Security;

public sealed class CallRatesTests(KeyedGateway keyed) : IClassFixture<KeyedGateway>
{
    [Fact]
    public async Task Call_OverTheKeysRate_IsToldWhenToCallAgainAndOthersAreNotHeldBack()
    {
        // One an hour would do as well: what counts is that the second comes within the minute.
        string slow = await KeyedGateway.KeyAsync(keyed.Gateway, Permission.Read, ["default"], rate: 1);
        string other = await KeyedGateway.KeyAsync(keyed.Gateway, Permission.Read, ["default"], rate: 1);
        await ListAsync(slow);
        CallError error = await CallError.OfAsync(() => ListAsync(slow));
        Assert.Equal((StatusCode.ResourceExhausted, "RATE_EXCEEDED"), (error.Code, error.Info.Type));
        RetryInfo retry = error.Status.Details.Single(detail => detail.Is(RetryInfo.Descriptor)).Unpack<RetryInfo>();
        Assert.InRange(retry.RetryDelay.ToTimeSpan(), TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        await ListAsync(other);
    }

    [Theory]
    [InlineData(1, 1, 1, 60_000)]
    [InlineData(60, 10, 1, 1_000)]
    [InlineData(6_000, 1_000, 10, 100)]
    public void OptionsOf_Rate_GivesItBackEvenlyAndHoldsTenSecondsWorth(int perMinute, int burst, int tokens, int periodMs)
    {
        var options = CallRates.OptionsOf(new CallRates.Limit("x", perMinute));
        Assert.Equal(
            (burst, tokens, TimeSpan.FromMilliseconds(periodMs)), (options.TokenLimit, options.TokensPerPeriod, options.ReplenishmentPeriod));
    }

    async Task ListAsync(string key) => await keyed.Gateway.Tasks.ListTasksAsync(
        new ListTasksRequest(), new Metadata { { "authorization", $"Bearer {key}" } });
}
