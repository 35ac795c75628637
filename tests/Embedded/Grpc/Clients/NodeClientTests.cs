using System.Text;
using System.Text.Json;
using Orchestrator.Embedded.Grpc.Tests.Protos;
using Orchestrator.Tests.Support;

namespace Orchestrator.Embedded.Grpc.Tests.Clients;

/// <summary>
/// Clients that are not ours: @grpc/grpc-js (HTTP/2), @connectrpc/connect-web (gRPC-web, HTTP/1.1) and Google's grpc-web in
/// text mode (HTTP/1.1), run by Node.
/// </summary>
public sealed class NodeClientTests(EchoHost host) : IClassFixture<EchoHost>
{
    const string GrpcJs = "grpc-js";
    const string ConnectWeb = "connect-web";
    const string GrpcWebText = "grpc-web";

    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    static readonly NodeScript Node = new("tests/Embedded/Grpc/js");

    [Theory]
    [InlineData(GrpcJs)]
    [InlineData(ConnectWeb)]
    [InlineData(GrpcWebText)]
    public async Task Say_LargeText_IsEchoed(string client)
    {
        string text = string.Concat(Enumerable.Repeat("Grüße, 世界. ", 5_000));
        JsonElement result = await CallAsync(client, "Say", new { text });
        Assert.Equal(text, Message(result, 0).GetProperty("text").GetString());
    }

    [Theory]
    [InlineData(GrpcJs)]
    [InlineData(ConnectWeb)]
    public async Task Say_ThousandTimesAtOnce_AllAnswered(string client)
    {
        JsonElement result = await CallAsync(client, "Say", new { text = "many" }, new { times = 1000 });
        Assert.Equal(1000, result.GetProperty("messages").GetArrayLength());
        Assert.All(result.GetProperty("messages").EnumerateArray(), message => Assert.Equal("many", message.GetProperty("text").GetString()));
    }

    [Theory]
    [InlineData(GrpcJs)]
    [InlineData(ConnectWeb)]
    [InlineData(GrpcWebText)]
    public async Task Count_Stream_ArrivesInOrder(string client)
    {
        JsonElement result = await CallAsync(client, "Count", new { to = 500 }, new { stream = true });
        Assert.False(result.TryGetProperty("error", out _), result.ToString());
        Assert.Equal(
            Enumerable.Range(1, 500),
            result.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("value").GetInt32()));
    }

    [Theory]
    [InlineData(GrpcJs)]
    [InlineData(ConnectWeb)]
    [InlineData(GrpcWebText)]
    public async Task Fail_WithDetails_ArrivesWhole(string client)
    {
        // A google.rpc.Status, as connect-web reads code and message from there: fields 1 and 2.
        byte[] text = Encoding.UTF8.GetBytes("name: 100 % zu läng");
        byte[] details = [8, 3, 18, (byte)text.Length, .. text];
        JsonElement result = await CallAsync(
            client, "Fail", new { statusCode = 3, message = "name: 100 % zu läng", details = (int[])[.. details] }, inBytes: "details");
        JsonElement error = result.GetProperty("error");
        Assert.True(error.GetProperty("code").GetInt32() == 3, error.ToString());
        Assert.Equal("name: 100 % zu läng", error.GetProperty("message").GetString());
        string? sent = error.GetProperty("trailers").GetProperty("grpc-status-details-bin").GetString();
        Assert.Equal(details, client == GrpcWebText ? Convert.FromBase64String(sent!) : Convert.FromHexString(sent!));
        Assert.Equal("asked", error.GetProperty("trailers").GetProperty("x-reason").GetString());
    }

    [Theory]
    [InlineData(GrpcJs)]
    [InlineData(ConnectWeb)]
    [InlineData(GrpcWebText)]
    public async Task CountThenFail_AfterMessages_GivesMessagesThenStatus(string client)
    {
        JsonElement result = await CallAsync(
            client, "CountThenFail", new { countFirst = 2, statusCode = 9, message = "enough" }, new { stream = true });
        Assert.Equal(2, result.GetProperty("messages").GetArrayLength());
        Assert.Equal(9, result.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal("enough", result.GetProperty("error").GetProperty("message").GetString());
    }

    [Theory]
    [InlineData(GrpcJs)]
    [InlineData(ConnectWeb)]
    [InlineData(GrpcWebText)]
    public async Task Wait_DeadlinePasses_EndsBothSides(string client)
    {
        // On a busy machine the deadline may pass before the call arrives: then it is made again, with more time.
        for (int timeoutMs = 400; ; timeoutMs *= 2)
        {
            string id = Guid.NewGuid().ToString();
            JsonElement result = await CallAsync(client, "Wait", new { id }, new { timeoutMs });
            Assert.Equal(4, result.GetProperty("error").GetProperty("code").GetInt32());
            if (host.Journal[id].Started.Task.IsCompleted)
            {
                await host.Journal[id].Cancelled.Task.WaitAsync(Limit);
                return;
            }
        }
    }

    // Not grpc-web: Node's XMLHttpRequest shows a body only when it is whole, and this one never is.
    [Theory]
    [InlineData(GrpcJs)]
    [InlineData(ConnectWeb)]
    public async Task Stream_Cancelled_ReachesTheHandler(string client)
    {
        string id = Guid.NewGuid().ToString();
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["x-id"] = id };
        JsonElement result = await CallAsync(
            client, "CountForever", new { }, new { stream = true, cancelAfterMessages = 3, headers });
        Assert.Equal(1, result.GetProperty("error").GetProperty("code").GetInt32());
        await host.Journal[id].Cancelled.Task.WaitAsync(Limit);
    }

    [Theory]
    [InlineData(GrpcJs)]
    [InlineData(ConnectWeb)]
    public async Task Wait_CancelledByItsCaller_ReachesTheHandler(string client)
    {
        string id = Guid.NewGuid().ToString();
        await using NodeScript.Running running = await StartAsync(client, "Wait", new { id }, new { cancelOnInput = true });
        await host.Journal[id].Started.Task.WaitAsync(Limit);
        await running.WriteLineAsync("cancel");
        Assert.Equal(1, (await running.ReadResultAsync()).GetProperty("error").GetProperty("code").GetInt32());
        await host.Journal[id].Cancelled.Task.WaitAsync(Limit);
    }

    [Theory]
    [InlineData(GrpcJs)]
    [InlineData(ConnectWeb)]
    public async Task Headers_TextAndBinary_ComeBackAsHeadersAndTrailers(string client)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["x-text"] = "plain", ["x-data-bin"] = "000a0d7f80ff" };
        JsonElement result = await CallAsync(client, "Headers", new { }, new { headers });
        Assert.Equal("plain", result.GetProperty("headers").GetProperty("x-text").GetString());
        Assert.Equal("000a0d7f80ff", result.GetProperty("headers").GetProperty("x-data-bin").GetString());
        Assert.Equal("plain", result.GetProperty("trailers").GetProperty("trailer-x-text").GetString());
        Assert.Equal("000a0d7f80ff", result.GetProperty("trailers").GetProperty("trailer-x-data-bin").GetString());
    }

    [Theory]
    [InlineData(GrpcJs)]
    [InlineData(ConnectWeb)]
    [InlineData(GrpcWebText)]
    public async Task Say_OverTheLimit_IsResourceExhausted(string client)
    {
        await using EchoHost small = await EchoHost.StartAsync(options => options.MaxReceiveMessageSize = 1000);
        JsonElement result = await CallAsync(client, "Say", new { text = new string('a', 1000) }, on: small);
        Assert.Equal(8, result.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Say_GzipBothWays_IsEchoed()
    {
        await using EchoHost compressing = await EchoHost.StartAsync(options => options.ResponseCompressionAlgorithm = "gzip");
        string text = new('z', 50_000);
        var channelOptions = new Dictionary<string, int>(StringComparer.Ordinal) { ["grpc.default_compression_algorithm"] = 2 };
        JsonElement result = await CallAsync(GrpcJs, "Say", new { text }, new { channelOptions }, compressing);
        Assert.Equal(text, Message(result, 0).GetProperty("text").GetString());
    }

    static JsonElement Message(JsonElement result, int index)
    {
        Assert.False(result.TryGetProperty("error", out JsonElement error), error.ToString());
        return result.GetProperty("messages")[index];
    }

    async Task<JsonElement> CallAsync(
        string client, string method, object request, object? options = null, EchoHost? on = null, string? inBytes = null)
    {
        await using NodeScript.Running running = await StartAsync(client, method, request, options, on, inBytes);
        return await running.ReadResultAsync();
    }

    async Task<NodeScript.Running> StartAsync(
        string client, string method, object request, object? options = null, EchoHost? on = null, string? inBytes = null)
    {
        EchoHost target = on ?? host;
        Dictionary<string, object?> call = JsonSerializer.Deserialize<Dictionary<string, object?>>(JsonSerializer.Serialize(options ?? new { }))!;
        call["client"] = client;
        call["address"] = client == GrpcJs ? target.Http2 : target.Http1;
        call["descriptorSet"] = DescriptorSet.ToBase64(EchoReflection.Descriptor);
        call["service"] = Echo.Descriptor.FullName;
        call["method"] = method;
        call["request"] = request;
        call["bytesField"] = inBytes;
        NodeScript.Running running = await Node.StartAsync("call.mjs");
        await running.WriteLineAsync(JsonSerializer.Serialize(call));
        return running;
    }
}
