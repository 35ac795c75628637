using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;
using Orchestrator.Embedded.Grpc.Tests.Protos;

namespace Orchestrator.Embedded.Grpc.Tests.Calls;

public sealed class CompressionTests
{
    static readonly string Text = new('z', 100_000);

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Say_BothWaysCompressed_IsEchoedInFewBytes(string encoding)
    {
        await using EchoHost host = await EchoHost.StartAsync(options =>
        {
            options.ResponseCompressionAlgorithm = encoding;
            options.ResponseCompressionLevel = CompressionLevel.Optimal;
        });
        var counter = new ByteCounter(new SocketsHttpHandler());
        Echo.EchoClient client = host.CreateClient(configure: options => options.HttpHandler = counter);
        SayReply reply = await client.SayAsync(new SayRequest { Text = Text }, new Metadata { { "grpc-internal-encoding-request", encoding } });
        Assert.Equal(Text, reply.Text);
        Assert.Equal(encoding, counter.ResponseEncoding);
        Assert.InRange(counter.RequestBytes, 1, Text.Length / 10);
    }

    [Fact]
    public async Task Say_CallerThatDoesNotAcceptTheEncoding_GetsPlainBytes()
    {
        await using EchoHost host = await EchoHost.StartAsync(options => options.ResponseCompressionAlgorithm = "gzip");
        var counter = new ByteCounter(new SocketsHttpHandler());
        Echo.EchoClient client = host.CreateClient(configure: options =>
        {
            options.HttpHandler = counter;
            options.CompressionProviders = [];
        });
        Assert.Equal(Text, (await client.SayAsync(new SayRequest { Text = Text })).Text);
        Assert.Null(counter.ResponseEncoding);
    }

    [Fact]
    public async Task Say_UnknownEncoding_IsUnimplementedAndNamesTheKnown()
    {
        await using EchoHost host = await EchoHost.StartAsync();
        Echo.EchoClient client = host.CreateClient(configure: options => options.CompressionProviders = [new Renamed()]);
        using AsyncUnaryCall<SayReply> call = client.SayAsync(
            new SayRequest { Text = Text }, new Metadata { { "grpc-internal-encoding-request", "renamed" } });
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        Assert.Equal(
            (StatusCode.Unimplemented, "Unsupported grpc-encoding value 'renamed'. Supported encodings: identity, gzip, deflate"),
            (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task Say_CompressedMessageThatUnfoldsOverTheLimit_IsResourceExhausted()
    {
        await using EchoHost host = await EchoHost.StartAsync(options => options.MaxReceiveMessageSize = 50_000);
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => host.CreateClient().SayAsync(
            new SayRequest { Text = Text }, new Metadata { { "grpc-internal-encoding-request", "gzip" } }).ResponseAsync);
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task Host_UnknownResponseAlgorithm_DoesNotStart() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => EchoHost.StartAsync(options => options.ResponseCompressionAlgorithm = "zip"));

    sealed class Renamed : ICompressionProvider
    {
        public string EncodingName => "renamed";

        public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
            new GZipStream(stream, CompressionMode.Compress, leaveOpen: true);

        public Stream CreateDecompressionStream(Stream stream) => new GZipStream(stream, CompressionMode.Decompress);
    }

    sealed class ByteCounter(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public long RequestBytes { get; private set; }

        public string? ResponseEncoding { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            RequestBytes = request.Content!.Headers.ContentLength ?? -1;
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            ResponseEncoding = response.Headers.TryGetValues("grpc-encoding", out IEnumerable<string>? values) ? values.Single() : null;
            return response;
        }
    }
}
