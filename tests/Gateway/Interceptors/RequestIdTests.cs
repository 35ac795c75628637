using Grpc.Core;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Interceptors;

public sealed class RequestIdTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task Call_WithASaneId_KeepsItInTrailersAndCorrelation()
    {
        using AsyncUnaryCall<CreateTaskResponse> call = gateway.Tasks.CreateTaskAsync(
            Requests.Echo(), new Metadata { { "x-request-id", "client-42" } });
        Assert.Equal("client-42", (await call).Task.CorrelationId);
        Assert.Equal("client-42", call.GetTrailers().GetValue("x-request-id"));
    }

    [Theory]
    [InlineData("has space")]
    [InlineData("semi;colon")]
    [InlineData("")]
    public async Task Call_WithAnotherId_GetsANewOne(string sent)
    {
        using AsyncUnaryCall<CreateTaskResponse> call = gateway.Tasks.CreateTaskAsync(
            Requests.Echo(), new Metadata { { "x-request-id", sent } });
        await call;
        Assert.Matches("^[0-9a-f]{32}$", call.GetTrailers().GetValue("x-request-id"));
    }

    [Fact]
    public async Task FailedCall_HasTheIdInItsDetailsAndTrailers()
    {
        CallError error = await CallError.OfAsync(async () => await gateway.Tasks.GetTaskAsync(
            new GetTaskRequest(), new Metadata { { "x-request-id", "client-43" } }));
        Assert.Equal("client-43", error.RequestId);
        Assert.Equal("client-43", error.Trailers.GetValue("x-request-id"));
        Assert.Equal((int)StatusCode.InvalidArgument, error.Status.Code);
    }

    [Fact]
    public async Task FailedCall_OverGrpcWeb_SaysTheSame()
    {
        var client = new TaskService.TaskServiceClient(gateway.CreateWebChannel());
        CallError error = await CallError.OfAsync(async () => await client.GetTaskAsync(new GetTaskRequest { TaskId = "x" }));
        Assert.Equal((StatusCode.InvalidArgument, "task_id"), (error.Code, error.Fields[0]));
    }
}
