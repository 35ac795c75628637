using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Embedded.Grpc.Tests.Protos;

namespace Orchestrator.Embedded.Grpc.Tests.Calls;

public sealed class InterceptorTests
{
    [Theory]
    [InlineData(Wire.Grpc)]
    [InlineData(Wire.WebOverHttp1)]
    public async Task Server_TwoInterceptors_FirstIsOutermost(Wire wire)
    {
        await using EchoHost host = await StartAsync();
        using AsyncUnaryCall<SayReply> call = host.CreateClient(wire).SayAsync(new SayRequest { Text = "a" });
        Assert.Equal("a", (await call).Text);
        Assert.Equal("outer in, inner in, inner out, outer out", call.GetTrailers().GetValue("x-trace"));

        using AsyncServerStreamingCall<CountReply> stream = host.CreateClient(wire).Count(new CountRequest { To = 1 });
        while (await stream.ResponseStream.MoveNext())
        {
        }

        Assert.Equal("outer in, inner in, inner out, outer out", stream.GetTrailers().GetValue("x-trace"));
    }

    [Fact]
    public async Task Server_StreamingRequests_AreIntercepted()
    {
        await using EchoHost host = await StartAsync();
        using AsyncClientStreamingCall<SumRequest, SumReply> sum = host.CreateClient().Sum();
        await sum.RequestStream.CompleteAsync();
        await sum;
        Assert.StartsWith("outer in", sum.GetTrailers().GetValue("x-trace"), StringComparison.Ordinal);

        using AsyncDuplexStreamingCall<SayRequest, SayReply> chat = host.CreateClient().Chat();
        await chat.RequestStream.CompleteAsync();
        Assert.False(await chat.ResponseStream.MoveNext());
        Assert.StartsWith("outer in", chat.GetTrailers().GetValue("x-trace"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_InterceptorThrowsRpcException_IsTheCallsStatus()
    {
        await using EchoHost host = await EchoHost.StartAsync(options => options.Interceptors.Add<Refusing>());
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => host.CreateClient().SayAsync(new SayRequest()).ResponseAsync);
        Assert.Equal((StatusCode.PermissionDenied, "not you"), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task Client_Interceptors_SeeEveryKindOfCallInOrder()
    {
        await using EchoHost host = await EchoHost.StartAsync();
        CallInvoker invoker = host.CreateChannel()
            .Intercept(metadata => [.. metadata, new Metadata.Entry("x-order", "first")])
            .Intercept(new Appending("x-second"), new Appending("x-third"));
        var client = new Echo.EchoClient(invoker);
        HeadersReply reply = await client.HeadersAsync(new SayRequest());
        Assert.Equal(["x-order", "x-second", "x-third"], reply.Headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("first", client.Headers(new SayRequest()).Headers["x-order"]);
    }

    static Task<EchoHost> StartAsync() => EchoHost.StartAsync(
        options =>
        {
            options.Interceptors.Add<Tracing>("outer");
            options.Interceptors.Add<Tracing>("inner");
        },
        services => services.AddScoped<Trace>());

    /// <summary>One per call: interceptors take it from the call's scope.</summary>
    sealed class Trace
    {
        public List<string> Steps { get; } = [];
    }

    sealed class Tracing(string name, Trace trace) : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            TraceAsync(context, () => continuation(request, context));

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            ServerCallContext context,
            ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
            TraceAsync(context, () => continuation(requestStream, context));

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
            TraceAsync(context, async () =>
            {
                await continuation(request, responseStream, context);
                return true;
            });

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
            TraceAsync(context, async () =>
            {
                await continuation(requestStream, responseStream, context);
                return true;
            });

        async Task<T> TraceAsync<T>(ServerCallContext context, Func<Task<T>> next)
        {
            trace.Steps.Add($"{name} in");
            T result = await next();
            trace.Steps.Add($"{name} out");
            if (trace.Steps.Count == 4)
            {
                context.ResponseTrailers.Add("x-trace", string.Join(", ", trace.Steps));
            }

            return result;
        }
    }

    sealed class Refusing : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            throw new RpcException(new Status(StatusCode.PermissionDenied, "not you"));
    }

    sealed class Appending(string key) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation) => continuation(request, new(
                context.Method, context.Host, context.Options.WithHeaders([.. context.Options.Headers ?? [], new Metadata.Entry(key, "1")])));
    }
}
