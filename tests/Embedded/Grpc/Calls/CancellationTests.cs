using Grpc.Core;
using Orchestrator.Embedded.Grpc.Tests.Protos;

namespace Orchestrator.Embedded.Grpc.Tests.Calls;

public sealed class CancellationTests(EchoHost host) : IClassFixture<EchoHost>
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [EveryWire]
    public async Task Wait_TokenCancelled_ReachesTheHandler(Wire wire)
    {
        string id = Guid.NewGuid().ToString();
        using var cancellation = new CancellationTokenSource();
        using AsyncUnaryCall<SayReply> call = host.CreateClient(wire).WaitAsync(
            new WaitRequest { Id = id }, cancellationToken: cancellation.Token);
        await host.Journal[id].Started.Task.WaitAsync(Limit);
        await cancellation.CancelAsync();
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        await host.Journal[id].Cancelled.Task.WaitAsync(Limit);
    }

    [Theory]
    [EveryWire]
    public async Task Stream_Disposed_ReachesTheHandler(Wire wire)
    {
        string id = Guid.NewGuid().ToString();
        using (AsyncServerStreamingCall<CountReply> call = host.CreateClient(wire).CountForever(
            new CountRequest(), new Metadata { { "x-id", id } }))
        {
            Assert.True(await call.ResponseStream.MoveNext());
        }

        await host.Journal[id].Cancelled.Task.WaitAsync(Limit);
    }

    [Fact]
    public async Task Stream_ReadTokenCancelled_EndsTheCall()
    {
        string id = Guid.NewGuid().ToString();
        using var cancellation = new CancellationTokenSource();
        using AsyncServerStreamingCall<CountReply> call = host.CreateClient().CountForever(
            new CountRequest(), new Metadata { { "x-id", id } });
        RpcException error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (CountReply reply in call.ResponseStream.ReadAllAsync(cancellation.Token))
            {
                if (reply.Value == 3)
                {
                    await cancellation.CancelAsync();
                }
            }
        });
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        await host.Journal[id].Cancelled.Task.WaitAsync(Limit);
    }

    [Fact]
    public async Task Wait_TokenCancelledWhereCancellationThrows_ThrowsOperationCanceled()
    {
        string id = Guid.NewGuid().ToString();
        using var cancellation = new CancellationTokenSource();
        Echo.EchoClient client = host.CreateClient(configure: options => options.ThrowOperationCanceledOnCancellation = true);
        using AsyncUnaryCall<SayReply> call = client.WaitAsync(new WaitRequest { Id = id }, cancellationToken: cancellation.Token);
        await host.Journal[id].Started.Task.WaitAsync(Limit);
        await cancellation.CancelAsync();
        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.ResponseAsync);
        Assert.Equal(cancellation.Token, error.CancellationToken);
    }
}
