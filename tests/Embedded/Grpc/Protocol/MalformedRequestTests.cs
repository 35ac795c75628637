using System.Net;
using System.Text;
using Orchestrator.Embedded.Grpc.Tests.Protos;

namespace Orchestrator.Embedded.Grpc.Tests.Protocol;

public sealed class MalformedRequestTests(EchoHost host) : IClassFixture<EchoHost>
{
    const string Say = "/orchestrator.tests.grpc.v1.Echo/Say";

    public static TheoryData<string, byte[], string> Bodies { get; } = new()
    {
        { "empty", [], "Incomplete message." },
        { "part of a header", [0, 0, 0], "Incomplete message." },
        { "part of a message", [0, 0, 0, 0, 10, 1, 2], "Incomplete message." },
        { "unknown flag", RawCall.Frame(new SayRequest { Text = "a" }, flag: 7), "Unexpected compressed flag value in message header." },
        { "two messages", [.. RawCall.Frame(new SayRequest()), .. RawCall.Frame(new SayRequest())], "Additional data after the message received." },
        { "not protobuf", RawCall.Frame([255, 255, 255, 255]), "Failed to deserialize the message." },
        { "compressed without encoding", RawCall.Frame([1, 2, 3], flag: 1), "Request did not include grpc-encoding value with compressed message." },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Say_MalformedBody_IsInternalAndSaysWhy(string what, byte[] body, string detail)
    {
        RawResponse response = await RawCall.SendAsync(host, Say, body);
        Assert.Equal((what, HttpStatusCode.OK, "13", detail), (what, response.HttpStatus, response.GrpcStatus, response.GrpcMessage));
    }

    [Fact]
    public async Task Say_LengthOfFourGigabytes_IsResourceExhaustedAtOnce()
    {
        RawResponse response = await RawCall.SendAsync(host, Say, [0, 255, 255, 255, 255]);
        Assert.Equal("8", response.GrpcStatus);
    }

    [Theory]
    [InlineData("identity", "13")]
    [InlineData("gzip", "13")]
    [InlineData("snappy", "12")]
    public async Task Say_CompressedGarbage_IsRefused(string encoding, string status)
    {
        RawResponse response = await RawCall.SendAsync(
            host, Say, RawCall.Frame([1, 2, 3], flag: 1), headers: ("grpc-encoding", encoding));
        Assert.Equal(status, response.GrpcStatus);
        Assert.Equal(status == "12" ? "identity,gzip,deflate" : null, response.Headers.GetValueOrDefault("grpc-accept-encoding"));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("S")]
    [InlineData("-1S")]
    [InlineData("123456789S")]
    [InlineData("5x")]
    [InlineData("0S")]
    public async Task Say_TimeoutThatIsNone_IsIgnored(string timeout)
    {
        RawResponse response = await RawCall.SendAsync(host, Say, RawCall.Frame(new SayRequest()), headers: ("grpc-timeout", timeout));
        Assert.Equal("0", response.GrpcStatus);
    }

    [Fact]
    public async Task Say_BinaryHeaderThatIsNotBase64_DoesNotReachAHandlerThatLooks()
    {
        RawResponse response = await RawCall.SendAsync(
            host, "/orchestrator.tests.grpc.v1.Echo/Headers", RawCall.Frame(new SayRequest()), headers: ("x-data-bin", "!!!"));
        Assert.Equal("2", response.GrpcStatus);
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("AAAAAAA")]
    [InlineData("!!!!")]
    [InlineData("AA=A")]
    public async Task Say_WebTextThatIsNoMessage_IsInternal(string body)
    {
        RawResponse response = await RawCall.SendAsync(
            host, Say, Encoding.ASCII.GetBytes(body), "application/grpc-web-text", HttpVersion.Version11, ("Accept", "application/grpc-web-text"));
        Assert.Equal((HttpStatusCode.OK, "13"), (response.HttpStatus, response.GrpcStatus));
    }
}
