using System.Net;
using Orchestrator.Embedded.Grpc.Tests.Protos;

namespace Orchestrator.Embedded.Grpc.Tests.Protocol;

public sealed class RefusedRequestTests(EchoHost host) : IClassFixture<EchoHost>
{
    const string Say = "/orchestrator.tests.grpc.v1.Echo/Say";
    static readonly byte[] Body = RawCall.Frame(new SayRequest { Text = "a" });

    [Theory]
    [InlineData("application/json", "Content-Type 'application/json' is not supported.")]
    [InlineData("application/grpcx", "Content-Type 'application/grpcx' is not supported.")]
    [InlineData("", "Content-Type is missing from the request.")]
    public async Task Say_OtherContentType_Is415(string contentType, string detail)
    {
        RawResponse response = await RawCall.SendAsync(host, Say, Body, contentType);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "13", detail), (response.HttpStatus, response.GrpcStatus, response.GrpcMessage));
    }

    [Fact]
    public async Task Say_GrpcOverHttp1_Is426()
    {
        RawResponse response = await RawCall.SendAsync(host, Say, Body, version: HttpVersion.Version11);
        Assert.Equal(
            (HttpStatusCode.UpgradeRequired, "13", "Request protocol 'HTTP/1.1' is not supported."),
            (response.HttpStatus, response.GrpcStatus, response.GrpcMessage));
        Assert.Equal("HTTP/2", response.Headers["Upgrade"]);
    }

    [Theory]
    [InlineData("/orchestrator.tests.grpc.v1.Echo/Nothing", "Method is unimplemented.")]
    [InlineData("/orchestrator.tests.grpc.v1.Nobody/Say", "Service is unimplemented.")]
    public async Task Call_Unknown_IsUnimplemented(string path, string detail)
    {
        foreach ((string contentType, Version version) in new[]
            { ("application/grpc", HttpVersion.Version20), ("application/grpc-web", HttpVersion.Version11), ("application/grpc-web-text", HttpVersion.Version11) })
        {
            RawResponse response = await RawCall.SendAsync(host, path, Body, contentType, version);
            Assert.Equal((HttpStatusCode.OK, "12", detail), (response.HttpStatus, response.GrpcStatus, response.GrpcMessage));
        }
    }

    [Fact]
    public async Task Call_UnknownWhereIgnored_Is404()
    {
        await using EchoHost ignoring = await EchoHost.StartAsync(options => options.IgnoreUnknownServices = true);
        RawResponse response = await RawCall.SendAsync(ignoring, "/orchestrator.tests.grpc.v1.Nobody/Say", Body);
        Assert.Equal(HttpStatusCode.NotFound, response.HttpStatus);
    }

    [Fact]
    public async Task Say_Preflight_AllowsTheCallAndExposesItsStatus()
    {
        using var http = new HttpClient();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, new Uri(host.Http1, Say));
        preflight.Headers.Add("Origin", "https://example.com");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "content-type,x-grpc-web");
        using HttpResponseMessage allowed = await http.SendAsync(preflight);
        Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
        Assert.Equal("*", allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());

        RawResponse response = await RawCall.SendAsync(
            host, Say, Body, "application/grpc-web", HttpVersion.Version11, ("Origin", "https://example.com"));
        Assert.Equal("grpc-status,grpc-message,grpc-status-details-bin", response.Headers["Access-Control-Expose-Headers"]);
    }
}
