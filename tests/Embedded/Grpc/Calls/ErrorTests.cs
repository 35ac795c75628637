using Google.Protobuf;
using Grpc.Core;
using Orchestrator.Embedded.Grpc.Tests.Protos;

namespace Orchestrator.Embedded.Grpc.Tests.Calls;

public sealed class ErrorTests(EchoHost host) : IClassFixture<EchoHost>
{
    [Theory]
    [EveryWire]
    public async Task Fail_WithDetails_ArrivesWhole(Wire wire)
    {
        byte[] details = [0, 1, 2, 253, 254, 255, 7];
        var request = new FailRequest
        {
            StatusCode = (int)StatusCode.InvalidArgument,
            Message = "name: 100 % too löng\nsecond line",
            Details = ByteString.CopyFrom(details),
        };
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => host.CreateClient(wire).FailAsync(request).ResponseAsync);
        Assert.Equal((StatusCode.InvalidArgument, request.Message), (error.StatusCode, error.Status.Detail));
        Assert.Equal(details, error.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal("asked", error.Trailers.GetValue("x-reason"));
    }

    [Fact]
    public async Task Fail_EveryCode_ArrivesAsIs()
    {
        Echo.EchoClient client = host.CreateClient();
        foreach (StatusCode code in Enum.GetValues<StatusCode>().Where(code => code != StatusCode.OK))
        {
            RpcException error = await Assert.ThrowsAsync<RpcException>(
                () => client.FailAsync(new FailRequest { StatusCode = (int)code, Message = "m" }).ResponseAsync);
            Assert.Equal(code, error.StatusCode);
        }
    }

    [Theory]
    [EveryWire]
    public async Task Fail_Unexpectedly_TellsNothingOfTheException(Wire wire)
    {
        RpcException error = await Assert.ThrowsAsync<RpcException>(
            () => host.CreateClient(wire).FailAsync(new FailRequest { Unexpectedly = true, Message = "password=secret" }).ResponseAsync);
        Assert.Equal((StatusCode.Unknown, "Exception was thrown by handler."), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task Fail_UnexpectedlyWithDetailedErrors_TellsTheException()
    {
        await using EchoHost detailed = await EchoHost.StartAsync(options => options.EnableDetailedErrors = true);
        RpcException error = await Assert.ThrowsAsync<RpcException>(
            () => detailed.CreateClient().FailAsync(new FailRequest { Unexpectedly = true, Message = "it broke" }).ResponseAsync);
        Assert.Equal("Exception was thrown by handler. InvalidOperationException: it broke", error.Status.Detail);
    }

    [Fact]
    public async Task Call_AfterFailure_HasStatusAndTrailers()
    {
        using AsyncUnaryCall<SayReply> call = host.CreateClient().FailAsync(new FailRequest { StatusCode = 5, Message = "gone" });
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        Assert.Equal(StatusCode.NotFound, call.GetStatus().StatusCode);
        Assert.Equal("asked", call.GetTrailers().GetValue("x-reason"));
    }
}
