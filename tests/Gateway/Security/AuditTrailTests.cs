using System.Text.Json;
using Grpc.Core;
using Orchestrator.Core.Access;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Security;

public sealed class AuditTrailTests(KeyedGateway keyed) : IClassFixture<KeyedGateway>
{
    const Permission Everything = Permission.Read | Permission.Write | Permission.Operate;

    [Fact]
    public async Task CancelTask_Done_LeavesWhoDidWhatToWhat()
    {
        var client = new TaskService.TaskServiceClient(await keyed.ClientAsync(Everything, "default"));
        string id = (await client.CreateTaskAsync(Requests.Echo())).Task.Id;
        await client.CancelTaskAsync(new CancelTaskRequest { TaskId = id, Reason = "not needed" });
        JsonElement row = await SingleRowAsync(id);
        Assert.Equal(
            ("api:test", "TaskService/CancelTask", "task", "ok", "default"),
            (Text(row, "actor"), Text(row, "action"), Text(row, "subject_kind"), Text(row, "outcome"), Text(row.GetProperty("details"), "namespace")));
        Assert.Equal("not needed", Text(row.GetProperty("details"), "reason"));
        Assert.NotEqual(JsonValueKind.Null, row.GetProperty("namespace_id").ValueKind);
        Assert.Equal("api:test", await keyed.Gateway.QueryAsync<string>(
            "SELECT actor FROM orchestrator.task_transitions WHERE task_id = $1 AND to_status = 'cancelled'", Guid.Parse(id)));
    }

    [Fact]
    public async Task RetryTask_Refused_LeavesTheOutcome()
    {
        var client = new TaskService.TaskServiceClient(await keyed.ClientAsync(Everything, "default"));
        string id = (await client.CreateTaskAsync(Requests.Echo())).Task.Id;
        await CallError.OfAsync(() => client.RetryTaskAsync(new RetryTaskRequest { TaskId = id }).ResponseAsync);
        Assert.Equal("failed_precondition", Text(await SingleRowAsync(id), "outcome"));
    }

    [Fact]
    public async Task Call_Denied_LeavesARowAndNothingOfTheNamespace()
    {
        var client = new TaskService.TaskServiceClient(await keyed.ClientAsync(Permission.Operate, "default"));
        var id = Guid.NewGuid();
        string nowhere = Requests.NewNamespace();
        CallError error = await CallError.OfAsync(() =>
            client.CancelTaskAsync(new CancelTaskRequest { TaskId = $"{id}", Namespace = nowhere }).ResponseAsync);
        Assert.Equal((StatusCode.PermissionDenied, "operate"), (error.Code, error.Info.Metadata["permission"]));
        JsonElement row = await SingleRowAsync($"{id}");
        Assert.Equal(("denied", nowhere), (Text(row, "outcome"), Text(row.GetProperty("details"), "namespace")));
        Assert.Equal(0, await keyed.Gateway.QueryAsync<long>("SELECT count(*) FROM orchestrator.namespaces WHERE name = $1", nowhere));
    }

    [Fact]
    public async Task Call_DeniedWithWhatNoTableTakes_StillLeavesARow()
    {
        var client = new TaskService.TaskServiceClient(await keyed.ClientAsync(Permission.Operate, "default"));
        var id = Guid.NewGuid();
        await CallError.OfAsync(() => client.CancelTaskAsync(
            new CancelTaskRequest { TaskId = $"{id}", Namespace = "a\0b", Reason = new string('\0', 10_000) }).ResponseAsync);
        Assert.Equal("denied", Text(await SingleRowAsync($"{id}"), "outcome"));
    }

    [Fact]
    public async Task CreateTask_IsNoOperatorsAction_LeavesNoRow()
    {
        var client = new TaskService.TaskServiceClient(await keyed.ClientAsync(Everything, "default"));
        string id = (await client.CreateTaskAsync(Requests.Echo())).Task.Id;
        await client.GetTaskAsync(new GetTaskRequest { TaskId = id });
        Assert.Equal(0, await keyed.Gateway.QueryAsync<long>(
            "SELECT count(*) FROM orchestrator.audit_log WHERE subject_id = $1", Guid.Parse(id)));
    }

    async Task<JsonElement> SingleRowAsync(string subjectId) => JsonDocument.Parse(await keyed.Gateway.QueryAsync<string>(
        "SELECT row_to_json(a)::text FROM orchestrator.audit_log AS a WHERE subject_id = $1", Guid.Parse(subjectId))).RootElement;

    static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
