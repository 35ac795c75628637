using Grpc.Core;
using Orchestrator.Embedded.Grpc.Tests.Protos;

namespace Orchestrator.Embedded.Grpc.Tests.Calls;

public sealed class MetadataTests(EchoHost host) : IClassFixture<EchoHost>
{
    [Theory]
    [EveryWire]
    public async Task Headers_TextAndBinary_ComeBackAsHeadersAndTrailers(Wire wire)
    {
        byte[] bytes = [0, 10, 13, 127, 128, 255];
        using AsyncUnaryCall<HeadersReply> call = host.CreateClient(wire).HeadersAsync(
            new SayRequest(), new Metadata { { "X-Text", "plain, text" }, { "x-data-bin", bytes } });
        Metadata headers = await call.ResponseHeadersAsync;
        HeadersReply reply = await call;
        Assert.Equal("plain, text", reply.Headers["x-text"]);
        Assert.Equal(Convert.ToHexString(bytes), reply.Headers["x-data-bin"]);
        Assert.Equal("plain, text", headers.GetValue("x-text"));
        Assert.Equal(bytes, headers.GetValueBytes("x-data-bin"));
        Assert.Equal("plain, text", call.GetTrailers().GetValue("trailer-x-text"));
        Assert.Equal(bytes, call.GetTrailers().GetValueBytes("trailer-x-data-bin"));
    }

    [Theory]
    [InlineData("käse")]
    [InlineData("a b")]
    public void Entry_KeyThatCannotBeSent_IsRefused(string key) => Assert.Throws<ArgumentException>(() => new Metadata.Entry(key, "value"));

    [Fact]
    public void Entry_KindAndKeyDisagree_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("x-data-bin", "text"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("x-data", [1]));
        Assert.Throws<InvalidOperationException>(() => new Metadata.Entry("x-data-bin", [1]).Value);
    }

    [Fact]
    public void Metadata_RepeatedKeys_GetTakesTheLastAndGetAllTakesAll()
    {
        var metadata = new Metadata { { "A", "1" }, { "b", "2" }, { "a", "3" } };
        Assert.Equal("3", metadata.GetValue("a"));
        Assert.Equal(["1", "3"], metadata.GetAll("a").Select(entry => entry.Value));
        Assert.Null(metadata.Get("c"));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("a", "1"));
    }
}
