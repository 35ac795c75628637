using Grpc.Core;
using Orchestrator.Embedded.Grpc.Tests.Protos;

namespace Orchestrator.Embedded.Grpc.Tests.Calls;

public sealed class StreamingTests(EchoHost host) : IClassFixture<EchoHost>
{
    [Theory]
    [EveryWire]
    public async Task Count_ToThousand_ArrivesInOrder(Wire wire)
    {
        using AsyncServerStreamingCall<CountReply> call = host.CreateClient(wire).Count(new CountRequest { To = 1000 });
        var values = new List<int>();
        await foreach (CountReply reply in call.ResponseStream.ReadAllAsync())
        {
            values.Add(reply.Value);
        }

        Assert.Equal(Enumerable.Range(1, 1000), values);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Theory]
    [EveryWire]
    public async Task Count_ToZero_EndsWithOk(Wire wire)
    {
        using AsyncServerStreamingCall<CountReply> call = host.CreateClient(wire).Count(new CountRequest());
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Theory]
    [EveryWire]
    public async Task Stream_MessageWritten_ArrivesBeforeTheCallEnds(Wire wire)
    {
        using AsyncServerStreamingCall<CountReply> call = host.CreateClient(wire).CountForever(new CountRequest());
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal(1, call.ResponseStream.Current.Value);
        Assert.Throws<InvalidOperationException>(() => call.GetStatus());
    }

    [Theory]
    [EveryWire]
    public async Task CountThenFail_AfterMessages_GivesMessagesThenStatus(Wire wire)
    {
        var request = new FailRequest { CountFirst = 3, StatusCode = (int)StatusCode.FailedPrecondition, Message = "enough" };
        using AsyncServerStreamingCall<CountReply> call = host.CreateClient(wire).CountThenFail(request);
        for (int i = 1; i <= 3; i++)
        {
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(i, call.ResponseStream.Current.Value);
        }

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());
        Assert.Equal((StatusCode.FailedPrecondition, "enough"), (error.StatusCode, error.Status.Detail));
        Assert.Equal("asked", error.Trailers.GetValue("x-reason"));
    }

    [Fact]
    public async Task Sum_StreamOfRequests_IsAdded()
    {
        using AsyncClientStreamingCall<SumRequest, SumReply> call = host.CreateClient().Sum();
        for (int i = 1; i <= 100; i++)
        {
            await call.RequestStream.WriteAsync(new SumRequest { Value = i });
        }

        await call.RequestStream.CompleteAsync();
        SumReply reply = await call;
        Assert.Equal((5050, 100), (reply.Total, reply.Count));
    }

    [Fact]
    public async Task Chat_EachMessage_IsAnsweredBeforeTheNextIsSent()
    {
        using AsyncDuplexStreamingCall<SayRequest, SayReply> call = host.CreateClient().Chat();
        for (int i = 0; i < 20; i++)
        {
            await call.RequestStream.WriteAsync(new SayRequest { Text = $"{i}" });
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal($"{i}", call.ResponseStream.Current.Text);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        await Assert.ThrowsAsync<InvalidOperationException>(() => call.RequestStream.WriteAsync(new SayRequest()));
    }
}
