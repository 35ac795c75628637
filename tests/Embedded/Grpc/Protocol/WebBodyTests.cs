using System.Net;
using System.Text;
using Orchestrator.Embedded.Grpc.Tests.Protos;

namespace Orchestrator.Embedded.Grpc.Tests.Protocol;

public sealed class WebBodyTests(EchoHost host) : IClassFixture<EchoHost>
{
    const string Service = "/orchestrator.tests.grpc.v1.Echo/";

    [Theory]
    [InlineData("application/grpc-web", "application/grpc-web")]
    [InlineData("application/grpc-web+proto", "application/grpc-web")]
    public async Task Say_WebBinary_EndsWithATrailersFrame(string contentType, string responseType)
    {
        RawResponse response = await RawCall.SendAsync(
            host, $"{Service}Say", RawCall.Frame(new SayRequest { Text = "hi" }), contentType, HttpVersion.Version11);
        byte[] trailers = Encoding.ASCII.GetBytes("grpc-status: 0\r\n");
        byte[] expected = [.. RawCall.Frame(new SayReply { Text = "hi" }), .. RawCall.Frame(trailers, flag: 0x80)];
        Assert.Equal(expected, response.Body);
        Assert.Equal(responseType, response.ContentType);
    }

    [Fact]
    public async Task Count_WebText_IsBase64ChunksWithTheirOwnPadding()
    {
        RawResponse response = await RawCall.SendAsync(
            host,
            $"{Service}Count",
            Encoding.ASCII.GetBytes(Convert.ToBase64String(RawCall.Frame(new CountRequest { To = 2 }))),
            "application/grpc-web-text",
            HttpVersion.Version11,
            ("Accept", "application/grpc-web-text"));
        string expected =
            Convert.ToBase64String(RawCall.Frame(new CountReply { Value = 1 }))
            + Convert.ToBase64String(RawCall.Frame(new CountReply { Value = 2 }))
            + Convert.ToBase64String(RawCall.Frame(Encoding.ASCII.GetBytes("grpc-status: 0\r\n"), flag: 0x80));
        Assert.Equal(expected, Encoding.ASCII.GetString(response.Body));
        Assert.Equal("application/grpc-web-text", response.ContentType);
    }

    [Fact]
    public async Task Say_WebTextRequestInSeveralChunks_IsRead()
    {
        byte[] frame = RawCall.Frame(new SayRequest { Text = "chunked" });
        string body = string.Concat(frame.Chunk(4).Select(Convert.ToBase64String));
        Assert.Contains("=", body[..^2], StringComparison.Ordinal);
        RawResponse response = await RawCall.SendAsync(
            host, $"{Service}Say", Encoding.ASCII.GetBytes(body), "application/grpc-web-text", HttpVersion.Version11);
        Assert.Equal(RawCall.Frame(new SayReply { Text = "chunked" }), response.Body[..RawCall.Frame(new SayReply { Text = "chunked" }).Length]);
        Assert.Equal("application/grpc-web", response.ContentType);
    }

    [Fact]
    public async Task Fail_BeforeAnyMessage_HasItsStatusInTheHeaders()
    {
        RawResponse response = await RawCall.SendAsync(
            host,
            $"{Service}Fail",
            RawCall.Frame(new FailRequest { StatusCode = 5, Message = "gone: 1%" }),
            "application/grpc-web",
            HttpVersion.Version11);
        Assert.Empty(response.Body);
        Assert.Equal(("5", "gone: 1%25"), (response.Headers["grpc-status"], response.Headers["grpc-message"]));
    }
}
