using Orchestrator.Embedded.Grpc.Tests.Protos;

namespace Orchestrator.Embedded.Grpc.Tests.Calls;

public sealed class UnaryTests(EchoHost host) : IClassFixture<EchoHost>
{
    [Theory]
    [EveryWire]
    public async Task Say_AnyText_IsEchoed(Wire wire)
    {
        Echo.EchoClient client = host.CreateClient(wire);
        Assert.Equal("Grüße, 世界", (await client.SayAsync(new SayRequest { Text = "Grüße, 世界" })).Text);
        Assert.Equal("", (await client.SayAsync(new SayRequest())).Text);
    }

    [Theory]
    [EveryWire]
    public async Task Say_LargeMessage_ArrivesWhole(Wire wire)
    {
        string text = new('ä', 1_000_000);
        SayReply reply = await host.CreateClient(wire).SayAsync(new SayRequest { Text = text });
        Assert.Equal(text, reply.Text);
    }

    [Fact]
    public void Say_Blocking_Returns() => Assert.Equal("now", host.CreateClient().Say(new SayRequest { Text = "now" }).Text);

    [Theory]
    [InlineData(Wire.Grpc)]
    [InlineData(Wire.WebOverHttp1)]
    public async Task Say_ThousandCallsAtOnce_AllAnswered(Wire wire)
    {
        Echo.EchoClient client = host.CreateClient(wire);
        SayReply[] replies = await Task.WhenAll(
            Enumerable.Range(0, 1000).Select(i => client.SayAsync(new SayRequest { Text = $"call {i}" }).ResponseAsync));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"call {i}"), replies.Select(reply => reply.Text));
    }
}
