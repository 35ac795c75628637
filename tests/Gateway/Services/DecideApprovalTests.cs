using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;
using TaskStatus = Orchestrator.Protos.V1.TaskStatus;

namespace Orchestrator.Gateway.Tests.Services;

/// <summary>Decisions and results that people give, over the wire; what the orchestrations make of them is tested with those.</summary>
public sealed class DecideApprovalTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task DecideApproval_OfOneThatWaits_StoresTheDecisionAndTellsItsOrchestration()
    {
        string id = await CreateWaitingAsync();

        await gateway.Tasks.DecideApprovalAsync(new DecideApprovalRequest
        {
            TaskId = id,
            Decision = ApprovalDecision.Approve,
            Comment = "fine",
            Answer = Value.ForString("bob"),
        });
        await gateway.Tasks.DecideApprovalAsync(new DecideApprovalRequest { TaskId = id, Decision = ApprovalDecision.Approve });

        Assert.Single(gateway.Functions.Requests, r => r.Path == $"/api/instances/task-{id}-1/events/decision");
        Assert.Equal(1, await gateway.QueryAsync<long>(
            "SELECT count(*) FROM orchestrator.orchestration_signals WHERE instance_id = $1 AND sent_at IS NOT NULL AND payload ->> 'Answer' = 'bob'", $"task-{id}-1"));
        CallError other = await CallError.OfAsync(async () =>
            await gateway.Tasks.DecideApprovalAsync(new DecideApprovalRequest { TaskId = id, Decision = ApprovalDecision.Reject }));
        Assert.Equal((StatusCode.FailedPrecondition, "TASK_STATE"), (other.Code, other.Info.Type));
        Assert.Contains("it was approved by api:anonymous", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DecideApproval_OfWhatWaitsForNone_IsRefused()
    {
        string id = (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id;

        CallError none = await CallError.OfAsync(async () =>
            await gateway.Tasks.DecideApprovalAsync(new DecideApprovalRequest { TaskId = id, Decision = ApprovalDecision.Approve }));
        CallError missing = await CallError.OfAsync(async () =>
            await gateway.Tasks.DecideApprovalAsync(new DecideApprovalRequest { TaskId = $"{Guid.NewGuid()}", Decision = ApprovalDecision.Approve }));
        CallError wrong = await CallError.OfAsync(async () =>
            await gateway.Tasks.DecideApprovalAsync(new DecideApprovalRequest { TaskId = id, Comment = new string('x', 4_001) }));

        Assert.Equal((StatusCode.FailedPrecondition, StatusCode.NotFound), (none.Code, missing.Code));
        Assert.Equal((StatusCode.InvalidArgument, "decision comment"), (wrong.Code, string.Join(' ', wrong.Fields)));
    }

    [Fact]
    public async Task ResolveTask_OfAFailedTask_GivesItTheResult()
    {
        string id = (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id;
        CallError early = await CallError.OfAsync(async () =>
            await gateway.Tasks.ResolveTaskAsync(new ResolveTaskRequest { TaskId = id, Reason = "no need to wait" }));
        await gateway.QueryAsync<bool>("SELECT orchestrator.transition_task($1, '{queued}', 'failed', 'system')", Guid.Parse(id));

        Protos.V1.Task resolved = (await gateway.Tasks.ResolveTaskAsync(new ResolveTaskRequest
        {
            TaskId = id,
            Reason = "by phone",
            Output = "yes",
            StructuredOutput = Value.ForNumber(1),
        })).Task;
        CallError reasonless = await CallError.OfAsync(async () => await gateway.Tasks.ResolveTaskAsync(new ResolveTaskRequest { TaskId = id }));

        Assert.Equal(StatusCode.FailedPrecondition, early.Code);
        Assert.Equal(
            (TaskStatus.ResolvedManually, "yes", 1, "", ""),
            (resolved.Status, resolved.Output, resolved.StructuredOutput.NumberValue, resolved.ErrorType, resolved.ErrorMessage));
        Assert.Equal(["reason"], reasonless.Fields);
    }

    async Task<string> CreateWaitingAsync()
    {
        var chain = Guid.CreateVersion7();
        var task = Guid.CreateVersion7();
        await gateway.QueryAsync<Guid>("INSERT INTO orchestrator.task_chains (id, chain_name) VALUES ($1, 'asked') RETURNING id", chain);
        await gateway.QueryAsync<Guid>(
            """
            INSERT INTO orchestrator.tasks (id, name, task_name, chain_id, node_key, node_kind)
            VALUES ($1, 'ask', 'approval', $2, 'ask', 'approval') RETURNING id
            """, task, chain);
        await gateway.QueryAsync<bool>("SELECT orchestrator.transition_task($1, '{pending}', 'queued', 'system')", task);
        await gateway.QueryAsync<bool>("SELECT orchestrator.transition_task($1, '{queued}', 'running', 'system')", task);
        await gateway.QueryAsync<bool>("SELECT orchestrator.set_task_wait($1, 'running', 'approval', NULL, 'system')", task);
        return $"{task}";
    }
}
