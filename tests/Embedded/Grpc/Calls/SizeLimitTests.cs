using Grpc.Core;
using Orchestrator.Embedded.Grpc.Tests.Protos;

namespace Orchestrator.Embedded.Grpc.Tests.Calls;

public sealed class SizeLimitTests(EchoHost host) : IClassFixture<EchoHost>
{
    const int DefaultLimit = 4 * 1024 * 1024;

    // A SayRequest is its text and five bytes: a tag and a length of four.
    [Theory]
    [EveryWire]
    public async Task Say_RequestAtTheLimit_IsTaken(Wire wire)
    {
        var request = new SayRequest { Text = new string('a', DefaultLimit - 5) };
        Assert.Equal(DefaultLimit, request.CalculateSize());
        Assert.Equal(request.Text, (await host.CreateClient(wire).SayAsync(request)).Text);
    }

    [Theory]
    [EveryWire]
    public async Task Say_RequestOverTheLimit_IsResourceExhausted(Wire wire)
    {
        var request = new SayRequest { Text = new string('a', DefaultLimit - 4) };
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => host.CreateClient(wire).SayAsync(request).ResponseAsync);
        Assert.Equal(
            (StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size."),
            (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task Say_ResponseOverTheClientsLimit_IsResourceExhausted()
    {
        Echo.EchoClient client = host.CreateClient(configure: options => options.MaxReceiveMessageSize = 1000);
        Assert.Equal(900, (await client.SayAsync(new SayRequest { ReplyLength = 900 })).Text.Length);
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => client.SayAsync(new SayRequest { ReplyLength = 1000 }).ResponseAsync);
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task Say_RequestOverTheClientsSendLimit_IsResourceExhausted()
    {
        Echo.EchoClient client = host.CreateClient(configure: options => options.MaxSendMessageSize = 10);
        RpcException error = await Assert.ThrowsAsync<RpcException>(
            () => client.SayAsync(new SayRequest { Text = new string('a', 9) }).ResponseAsync);
        Assert.Equal(
            (StatusCode.ResourceExhausted, "Sending message exceeds the maximum configured message size."),
            (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task Say_ResponseOverTheServersSendLimit_IsResourceExhausted()
    {
        await using EchoHost small = await EchoHost.StartAsync(options => options.MaxSendMessageSize = 100);
        RpcException error = await Assert.ThrowsAsync<RpcException>(
            () => small.CreateClient().SayAsync(new SayRequest { ReplyLength = 101 }).ResponseAsync);
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task Say_NoLimits_TakesMore()
    {
        await using EchoHost unlimited = await EchoHost.StartAsync(options => options.MaxReceiveMessageSize = null);
        Echo.EchoClient client = unlimited.CreateClient(configure: options => options.MaxReceiveMessageSize = null);
        string text = new('a', 2 * DefaultLimit);
        Assert.Equal(text.Length, (await client.SayAsync(new SayRequest { Text = text })).Text.Length);
    }
}
