using Grpc.Core;
using Orchestrator.Embedded.Grpc.Tests.Protos;

namespace Orchestrator.Embedded.Grpc.Tests.Calls;

public sealed class DeadlineTests(EchoHost host) : IClassFixture<EchoHost>
{
    static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    [Theory]
    [EveryWire]
    public async Task Wait_DeadlinePasses_EndsBothSides(Wire wire)
    {
        // On a busy machine the deadline may pass before the call arrives: then it is made again, with more time.
        for (TimeSpan deadline = Soon; ; deadline *= 2)
        {
            string id = Guid.NewGuid().ToString();
            using AsyncUnaryCall<SayReply> call = host.CreateClient(wire).WaitAsync(new WaitRequest { Id = id }, deadline: DateTime.UtcNow + deadline);
            RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
            Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
            if (host.Journal[id].Started.Task.IsCompleted)
            {
                await host.Journal[id].Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));
                return;
            }
        }
    }

    [Theory]
    [InlineData(Wire.Grpc)]
    [InlineData(Wire.WebOverHttp1)]
    [InlineData(Wire.WebTextOverHttp1)]
    public async Task Wait_ServersDeadlinePasses_AnswersThoughTheHandlerStillWorks(Wire wire)
    {
        // The deadline goes out as a plain header, so that only the server keeps it.
        string id = Guid.NewGuid().ToString();
        using AsyncUnaryCall<SayReply> call = TimeoutHeader.CreateClient(host, wire, "100m").WaitAsync(
            new WaitRequest { Id = id, IgnoreCancellation = true });
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        Assert.Equal((StatusCode.DeadlineExceeded, "Deadline Exceeded"), (error.StatusCode, error.Status.Detail));
        host.Journal[id].Release.SetResult();
    }

    [Theory]
    [InlineData(Wire.Grpc)]
    [InlineData(Wire.WebOverHttp1)]
    public async Task Stream_ServersDeadlinePasses_EndsAfterItsMessages(Wire wire)
    {
        using AsyncServerStreamingCall<CountReply> call = TimeoutHeader.CreateClient(host, wire, "1000m").CountForever(new CountRequest());
        int last = 0;
        RpcException error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (CountReply reply in call.ResponseStream.ReadAllAsync())
            {
                Assert.Equal(++last, reply.Value);
            }
        });
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.InRange(last, 1, int.MaxValue);
    }

    [Fact]
    public async Task Say_DeadlineInThePast_IsNotSent()
    {
        RpcException error = await Assert.ThrowsAsync<RpcException>(
            () => host.CreateClient().SayAsync(new SayRequest(), deadline: DateTime.UtcNow.AddSeconds(-1)).ResponseAsync);
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }

    [Fact]
    public async Task Wait_ReleasedInTime_SeesItsDeadline()
    {
        string id = Guid.NewGuid().ToString();
        DateTime deadline = DateTime.UtcNow.AddMinutes(1);
        using AsyncUnaryCall<SayReply> call = host.CreateClient().WaitAsync(new WaitRequest { Id = id }, deadline: deadline);
        await host.Journal[id].Started.Task;
        host.Journal[id].Release.SetResult();
        Assert.Equal("released", (await call).Text);
        Assert.InRange(host.Journal[id].Deadline, deadline.AddSeconds(-30), deadline.AddSeconds(30));
        Assert.False(host.Journal[id].Cancelled.Task.IsCompleted);
    }

    [Fact]
    public void Say_LocalDeadline_IsRefused() =>
        Assert.Throws<InvalidOperationException>(
            () => host.CreateClient().SayAsync(new SayRequest(), deadline: DateTime.SpecifyKind(DateTime.UtcNow, DateTimeKind.Local)));
}
