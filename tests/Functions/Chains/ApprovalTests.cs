using System.Text.Json.Nodes;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Chains;

/// <summary>Approval nodes: a decision, its absence, and what comes after.</summary>
public sealed class ApprovalTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    ChainDriver Chains => new(fixture.Host, fixture.Tasks);

    TaskTable Tasks => fixture.Tasks;

    [Fact]
    public async Task Approval_Approved_HandsTheAnswerOn()
    {
        NewChain chain = Asked("Send {{draft}}?");
        await WaitsAsync(chain);

        Guid ask = IdOf(chain, "ask");
        Assert.Equal("Send the draft?", await Tasks.FieldAsync(ask, "metadata ->> 'approval_message'"));
        Assert.Equal("approval -", await Tasks.FieldAsync(ask, "wait_reason || ' ' || coalesce(wait_until::text, '-')"));
        await Chains.DecideAsync(ask, approve: true, "well done", JsonNode.Parse("""{"to": "bob"}"""));
        await Chains.DecideAsync(ask, approve: true, "again");
        await Chains.EndAsync(chain.Id);

        Assert.Equal("to bob: well done", await Tasks.FieldAsync(IdOf(chain, "send"), "output"));
        Assert.Equal("ask completed, draft completed, send completed", await Chains.StatusesAsync(chain.Id));
        Assert.Equal(
            """{"by": "manual:ada", "answer": {"to": "bob"}, "comment": "well done", "decision": "approved"}""",
            await Tasks.FieldAsync(ask, "task_output"));
        Assert.Equal(
            ["task.created", "task.queued", "task.started", "task.waiting", "task.approval_requested", "task.approval_decided", "task.completed"],
            await Tasks.EventsAsync(ask));
        TaskStateException late = await Assert.ThrowsAsync<TaskStateException>(() => Chains.DecideAsync(ask, approve: false));
        Assert.Contains("it was approved by manual:ada", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approval_Rejected_FailsForGood()
    {
        NewChain chain = Asked("Send?");
        await WaitsAsync(chain);

        await Chains.DecideAsync(IdOf(chain, "ask"), approve: false, "too long");
        await Chains.EndAsync(chain.Id);

        Assert.Equal("ask failed, draft completed, send cancelled", await Chains.StatusesAsync(chain.Id));
        Assert.Equal("rejected: Rejected by manual:ada: too long", await Tasks.FieldAsync(IdOf(chain, "ask"), "error_type || ': ' || error_message"));
        Assert.Equal(["1 failed rejected"], await Tasks.AttemptsAsync(IdOf(chain, "ask")));
        Assert.Equal("failed", await Chains.StatusAsync(chain.Id));
    }

    [Theory]
    [InlineData("approve", "ask completed, draft completed, send completed", "approved timeout")]
    [InlineData("reject", "ask failed, draft completed, send cancelled", "rejected timeout")]
    [InlineData(null, "ask failed, draft completed, send cancelled", "rejected timeout")]
    public async Task Approval_WithoutDecisionInTime_EndsByItsDefault(string? onTimeout, string nodes, string decision)
    {
        NewChain chain = Asked("Send?", timeoutSeconds: 3_600, onTimeout, sendMessage: "sent");
        await WaitsAsync(chain);
        Assert.NotNull(await Tasks.FieldAsync(IdOf(chain, "ask"), "wait_until"));

        await fixture.Host.UntilAsync(async () =>
        {
            fixture.Host.Time.Advance(TimeSpan.FromMinutes(10));
            return await Tasks.FieldAsync(IdOf(chain, "ask"), "is_done") == "true";
        });
        await Chains.EndAsync(chain.Id);

        Assert.Equal(nodes, await Chains.StatusesAsync(chain.Id));
        Assert.Equal(decision, await Tasks.FieldAsync(IdOf(chain, "ask"), "concat_ws(' ', task_output ->> 'decision', task_output ->> 'by')"));
        await Assert.ThrowsAsync<TaskStateException>(() => Chains.DecideAsync(IdOf(chain, "ask"), approve: onTimeout != "approve"));
    }

    [Fact]
    public async Task Approval_Cancelled_EndsWithoutADecision()
    {
        NewChain chain = Asked("Send?");
        await WaitsAsync(chain);

        await Chains.CancelAsync(IdOf(chain, "ask"));
        await Chains.EndAsync(chain.Id);

        Assert.Equal("ask cancelled, draft completed, send cancelled", await Chains.StatusesAsync(chain.Id));
        TaskStateException late = await Assert.ThrowsAsync<TaskStateException>(() => Chains.DecideAsync(IdOf(chain, "ask"), approve: true));
        Assert.Contains("it waits for no decision", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approval_DecidedByMany_KeepsOneDecision()
    {
        NewChain chain = Asked("Send?", sendMessage: "sent");
        await WaitsAsync(chain);

        Guid ask = IdOf(chain, "ask");
        Exception?[] refusals = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Record.ExceptionAsync(() => Chains.DecideAsync(ask, approve: i % 2 == 0))));
        await Chains.EndAsync(chain.Id);

        Assert.Equal(4, refusals.Count(e => e is TaskStateException));
        Assert.Equal(["task.approval_decided"], (await Tasks.EventsAsync(ask)).Where(e => e == "task.approval_decided"));
    }

    static Guid IdOf(NewChain chain, string key) => chain.Tasks.Single(t => t.NodeKey == key).Id;

    static NewChain Asked(string message, int? timeoutSeconds = null, string? onTimeout = null, string sendMessage = "to {{to}}: {{comment}}")
    {
        var options = new JsonObject { ["message"] = message, ["timeout_seconds"] = timeoutSeconds, ["on_timeout"] = onTimeout };
        NewChain chain = ChainDriver.Chain(
            [ChainDriver.Node("draft", "the draft"), ChainDriver.Node("ask", kind: NodeKind.Approval, options: options), ChainDriver.Node("send", sendMessage)],
            ("draft", "ask"),
            ("ask", "send"));
        JsonObject answer = sendMessage.Contains("{{", StringComparison.Ordinal) ? new() { ["to"] = "/data/answer/to", ["comment"] = "/data/comment" } : [];
        return chain with
        {
            Edges = [chain.Edges[0] with { OutputMapping = new JsonObject { ["draft"] = "/text" } }, chain.Edges[1] with { OutputMapping = answer }],
        };
    }

    async Task WaitsAsync(NewChain chain)
    {
        await Chains.StartAsync(chain);
        await fixture.Host.UntilAsync(async () => await Tasks.FieldAsync(IdOf(chain, "ask"), "wait_reason") == "approval");
    }
}
