using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Orchestrator.Embedded.Grpc.Tests.Protocol;
using Orchestrator.Embedded.Grpc.Tests.Protos;

namespace Orchestrator.Embedded.Grpc.Tests.Clients;

public sealed class HttpMappingTests
{
    [Theory]
    [InlineData(400, StatusCode.Internal)]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(404, StatusCode.Unimplemented)]
    [InlineData(429, StatusCode.Unavailable)]
    [InlineData(500, StatusCode.Unknown)]
    [InlineData(502, StatusCode.Unavailable)]
    [InlineData(503, StatusCode.Unavailable)]
    [InlineData(504, StatusCode.Unavailable)]
    public async Task Say_AnswerOfAProxy_IsMappedToAStatus(int httpStatus, StatusCode expected)
    {
        RpcException error = await CallAsync(new HttpResponseMessage((HttpStatusCode)httpStatus));
        Assert.Equal((expected, $"Bad gRPC response. HTTP status code: {httpStatus}"), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task Say_AnswerOfAWebPage_IsCancelledAndNamesTheType()
    {
        RpcException error = await CallAsync(new HttpResponseMessage { Content = new StringContent("<html>", new MediaTypeHeaderValue("text/html")) });
        Assert.Equal(
            (StatusCode.Cancelled, "Bad gRPC response. Invalid content-type value: text/html"), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task Say_AnswerOverHttp1_IsInternal()
    {
        RpcException error = await CallAsync(Answer([]), HttpVersion.Version11);
        Assert.Equal(StatusCode.Internal, error.StatusCode);
    }

    [Fact]
    public async Task Say_BodyWithoutTrailers_IsCancelled()
    {
        RpcException error = await CallAsync(Answer(RawCall.Frame(new SayReply())));
        Assert.Equal((StatusCode.Cancelled, "No grpc-status found on response."), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task Say_OkWithoutMessage_IsInternal()
    {
        HttpResponseMessage answer = Answer([]);
        answer.TrailingHeaders.Add("grpc-status", "0");
        Assert.Equal(StatusCode.Internal, (await CallAsync(answer)).StatusCode);
    }

    [Fact]
    public async Task Say_NobodyListens_IsUnavailable()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        int port = ((IPEndPoint)socket.LocalEndpoint).Port;
        socket.Stop();
        using GrpcChannel channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => new Echo.EchoClient(channel).SayAsync(new SayRequest()).ResponseAsync);
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
    }

    [Theory]
    [InlineData("https://127.0.0.1", false)]
    [InlineData("http://127.0.0.1", true)]
    public void Channel_CredentialsAndSchemeDisagree_IsRefused(string address, bool secure) =>
        Assert.Throws<ArgumentException>(() => GrpcChannel.ForAddress(
            address, new GrpcChannelOptions { Credentials = secure ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure }));

    [Fact]
    public void Channel_OtherScheme_IsRefused() => Assert.Throws<ArgumentException>(() => GrpcChannel.ForAddress("ftp://127.0.0.1"));

    [Theory]
    [InlineData(true, "token")]
    [InlineData(false, null)]
    public async Task Say_CallCredentialsWithoutTls_AreSentOnlyIfAllowed(bool allowed, string? expected)
    {
        await using EchoHost host = await EchoHost.StartAsync();
        CallCredentials credentials = CallCredentials.FromInterceptor((context, metadata) =>
        {
            metadata.Add("x-token", context.MethodName == "Headers" ? "token" : "other");
            return Task.CompletedTask;
        });
        Echo.EchoClient client = host.CreateClient(configure: options =>
        {
            options.Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, credentials);
            options.UnsafeUseInsecureChannelCallCredentials = allowed;
        });
        HeadersReply reply = await client.HeadersAsync(new SayRequest());
        Assert.Equal(expected, reply.Headers.GetValueOrDefault("x-token"));
    }

    static HttpResponseMessage Answer(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        return new HttpResponseMessage { Content = content };
    }

    static async Task<RpcException> CallAsync(HttpResponseMessage answer, Version? version = null)
    {
        answer.Version = version ?? HttpVersion.Version20;
        using GrpcChannel channel = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = new Answering(answer) });
        return await Assert.ThrowsAsync<RpcException>(() => new Echo.EchoClient(channel).SayAsync(new SayRequest()).ResponseAsync);
    }

    sealed class Answering(HttpResponseMessage answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer);
    }
}
