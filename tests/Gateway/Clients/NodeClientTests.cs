using System.Text.Json;
using Google.Rpc;
using Orchestrator.Core.Tasks;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Orchestrator.Tests.Support;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Clients;

/// <summary>Clients that are not ours: @grpc/grpc-js (h2c) and @connectrpc/connect-web (gRPC-web over HTTP/1.1), run by Node.</summary>
public sealed class NodeClientTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    const string GrpcJs = "grpc-js";
    const string ConnectWeb = "connect-web";
    static readonly NodeScript Node = new("tests/Embedded/Grpc/js");

    [Theory]
    [InlineData(GrpcJs)]
    [InlineData(ConnectWeb)]
    public async Task CreateTask_Unary_IsStoredAndRead(string client)
    {
        // The two libraries write a oneof differently.
        object work = client == GrpcJs
            ? new { echo = new { message = "grüße" } }
            : new { handler = new { @case = "echo", value = new { message = "grüße" } } };
        JsonElement created = await CallAsync(client, "TaskService", "CreateTask", new { name = "from node", work });
        JsonElement task = created.GetProperty("messages")[0].GetProperty("task");
        Assert.Equal("from node", task.GetProperty("name").GetString());
        Assert.NotEmpty(created.GetProperty("trailers").GetProperty("x-request-id").GetString()!);
        JsonElement read = await CallAsync(client, "TaskService", "GetTask", new { taskId = task.GetProperty("id").GetString() });
        Assert.Equal("debug.echo", read.GetProperty("messages")[0].GetProperty("task").GetProperty("handler").GetString());
    }

    [Theory]
    [InlineData(GrpcJs)]
    [InlineData(ConnectWeb)]
    public async Task Watch_Stream_GivesTheWholeLifeInOrder(string client)
    {
        string id = (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id;
        await MoveAsync(id, TaskRecordStatus.Queued, TaskRecordStatus.Running);
        await MoveAsync(id, TaskRecordStatus.Running, TaskRecordStatus.Completed);
        JsonElement result = await CallAsync(client, "EventService", "Watch", new { taskId = id, stopWhenDone = true }, new { stream = true });
        Assert.False(result.TryGetProperty("error", out JsonElement error), error.ToString());
        Assert.Equal(
            ["task.created", "task.queued", "task.started", "task.completed"],
            result.GetProperty("messages").EnumerateArray().Select(m => EventOf(client, m).GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData(GrpcJs)]
    [InlineData(ConnectWeb)]
    public async Task CreateTask_Bad_HasItsDetails(string client)
    {
        JsonElement result = await CallAsync(client, "TaskService", "CreateTask", new { name = "" });
        JsonElement error = result.GetProperty("error");
        Assert.Equal(3, error.GetProperty("code").GetInt32());
        JsonElement trailers = error.GetProperty("trailers");
        var status = Status.Parser.ParseFrom(Convert.FromHexString(trailers.GetProperty("grpc-status-details-bin").GetString()!));
        BadRequest badRequest = status.Details.Single(d => d.Is(BadRequest.Descriptor)).Unpack<BadRequest>();
        Assert.Equal(["name", "work"], badRequest.FieldViolations.Select(v => v.Field));
        string requestId = status.Details.Single(d => d.Is(RequestInfo.Descriptor)).Unpack<RequestInfo>().RequestId;
        Assert.Equal(trailers.GetProperty("x-request-id").GetString(), requestId);
    }

    [Theory]
    [InlineData(GrpcJs)]
    [InlineData(ConnectWeb)]
    public async Task Watch_DeadlinePasses_IsDeadlineExceeded(string client)
    {
        string id = (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id;
        JsonElement result = await CallAsync(client, "EventService", "Watch", new { taskId = id }, new { stream = true, timeoutMs = 1000 });
        Assert.Equal(4, result.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData(GrpcJs)]
    [InlineData(ConnectWeb)]
    public async Task Watch_CancelledAfterTwoEvents_IsCancelled(string client)
    {
        string id = (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id;
        JsonElement result = await CallAsync(client, "EventService", "Watch", new { taskId = id }, new { stream = true, cancelAfterMessages = 2 });
        Assert.Equal(2, result.GetProperty("messages").GetArrayLength());
        Assert.Equal(1, result.GetProperty("error").GetProperty("code").GetInt32());
    }

    static JsonElement EventOf(string client, JsonElement message) =>
        client == GrpcJs ? message.GetProperty("event") : message.GetProperty("message").GetProperty("value");

    async Task MoveAsync(string id, TaskRecordStatus from, TaskRecordStatus to) => Assert.True(
        await gateway.Transitions.TryMoveAsync(Guid.Parse(id), run: null, [from], to, "system:test", metadata: null, CancellationToken.None));

    async Task<JsonElement> CallAsync(string client, string service, string method, object request, object? options = null)
    {
        Dictionary<string, object?> call = JsonSerializer.Deserialize<Dictionary<string, object?>>(JsonSerializer.Serialize(options ?? new { }))!;
        call["client"] = client;
        call["address"] = client == GrpcJs ? gateway.H2c : gateway.Http;
        call["descriptorSet"] = DescriptorSet.ToBase64(TasksReflection.Descriptor, EventsReflection.Descriptor);
        call["service"] = $"orchestrator.v1.{service}";
        call["method"] = method;
        call["request"] = request;
        await using NodeScript.Running running = await Node.StartAsync("call.mjs");
        await running.WriteLineAsync(JsonSerializer.Serialize(call));
        return await running.ReadResultAsync();
    }
}
