using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Templates;
using Orchestrator.Core.Validation;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Chains;

/// <summary>Sub-chain nodes: a template's chain as a part of another one.</summary>
public sealed class SubChainTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    const string Part = """
        name: NAME
        version: 1.0.0
        input:
          type: object
          required: [word]
          properties:
            word:
              type: string
        nodes:
          say:
            handler: debug.echo
            parameters:
              message: "{{input.word}}!"
          again:
            handler: debug.echo
            max_retries: 0
            parameters:
              message: "{{said}}{{said}}"
              delay_seconds: DELAY
              failing_attempts: FAILING
            after:
              say:
                map:
                  said: /text
        """;

    const string Inner = "SELECT string_agg(t.node_key || ' ' || t.status, ', ' ORDER BY t.node_key DESC) FROM orchestrator.tasks AS t JOIN orchestrator.task_chains AS c ON c.id = t.chain_id WHERE c.parent_task_id = $1";

    ChainDriver Chains => new(fixture.Host, fixture.Tasks);

    TaskTable Tasks => fixture.Tasks;

    [Fact]
    public async Task SubChain_RunsItsTemplate_AndHandsTheLastOutputsOn()
    {
        NewChain chain = await MakeAsync("plain");
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);

        Assert.Equal("first completed, last completed, part completed", await Chains.StatusesAsync(chain.Id));
        Assert.Equal("""{"again": "hi!hi!"}""", await Tasks.FieldAsync(IdOf(chain, "part"), "task_output"));
        Assert.Equal("got hi!hi!", await Tasks.FieldAsync(IdOf(chain, "last"), "output"));
        Assert.Equal("say completed, again completed", await Chains.ReadAsync(Inner, IdOf(chain, "part")));
    }

    [Fact]
    public async Task SubChain_ThatFails_FailsItsNode_AndGoesOnWhenThatIsRetried()
    {
        NewChain chain = await MakeAsync("failing", failing: 9);
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);
        Guid part = IdOf(chain, "part");
        Assert.Equal("first completed, last cancelled, part failed", await Chains.StatusesAsync(chain.Id));
        Assert.Equal("sub_chain_failed", await Tasks.FieldAsync(part, "error_type"));
        Assert.Contains("Task again failed", await Tasks.FieldAsync(part, "error_message"), StringComparison.Ordinal);

        await Tasks.ExecuteAsync(
            """
            UPDATE orchestrator.tasks SET task_parameters = task_parameters - 'failing_attempts'
            WHERE node_key = 'again' AND chain_id = (SELECT id FROM orchestrator.task_chains WHERE parent_task_id = $1)
            """, part);
        await Chains.RetryAsync(part);
        await Chains.EndAsync(chain.Id, run: 2);

        Assert.Equal("first completed, last completed, part completed", await Chains.StatusesAsync(chain.Id));
        Assert.Equal(["again 2", "say 1"], await Tasks.ListAsync(
            """
            SELECT t.node_key || ' ' || t.run_no FROM orchestrator.tasks AS t JOIN orchestrator.task_chains AS c ON c.id = t.chain_id
            WHERE c.parent_task_id = $1 ORDER BY t.node_key
            """, part));
    }

    [Fact]
    public async Task SubChain_Cancelled_ReachesTheActivitiesInIt()
    {
        NewChain chain = await MakeAsync("slow", delay: 500);
        await Chains.StartAsync(chain);
        Guid part = IdOf(chain, "part");
        await fixture.Host.UntilAsync(async () => (await Tasks.ListAsync(Inner, part))[0] == "say completed, again running");

        await Chains.CancelAsync(part);
        await Chains.EndAsync(chain.Id);

        Assert.Equal("first completed, last cancelled, part cancelled", await Chains.StatusesAsync(chain.Id));
        Assert.Equal("say completed, again cancelled", await Chains.ReadAsync(Inner, part));
    }

    [Fact]
    public async Task SuspendChain_HoldsItsSubChains()
    {
        NewChain chain = await MakeAsync("held", sayDelay: true);
        await Chains.StartAsync(chain);
        Guid part = IdOf(chain, "part");
        await fixture.Host.UntilAsync(async () => (await Tasks.ListAsync(Inner, part))[0] == "say running, again pending");
        await Chains.SuspendAsync(chain.Id);
        await fixture.Host.UntilAsync(async () => await SuspendedAsync(part) == "again suspended", skipTime: true);

        await Chains.ResumeAsync(chain.Id);
        await Chains.EndAsync(chain.Id);
        Assert.Equal("say completed, again completed", await Chains.ReadAsync(Inner, part));
    }

    static Guid IdOf(NewChain chain, string key) => chain.Tasks.Single(t => t.NodeKey == key).Id;

    async Task<string?> SuspendedAsync(Guid part) => (await Tasks.ListAsync(
        """
        SELECT string_agg(t.node_key || ' ' || t.wait_reason, ', ') FROM orchestrator.tasks AS t JOIN orchestrator.task_chains AS c ON c.id = t.chain_id
        WHERE c.parent_task_id = $1
        """, part))[0];

    /// <summary>first, then part of the template, then last.</summary>
    async Task<NewChain> MakeAsync(string name, int failing = 0, int delay = 0, bool sayDelay = false)
    {
        string source = Part.Replace("NAME", name, StringComparison.Ordinal)
            .Replace("FAILING", $"{failing}", StringComparison.Ordinal)
            .Replace("DELAY", $"{delay}", StringComparison.Ordinal);
        if (sayDelay)
        {
            source = source.Replace("message: \"{{input.word}}!\"", "message: \"{{input.word}}!\"\n      delay_seconds: 2", StringComparison.Ordinal);
        }

        await ActivatorUtilities.CreateInstance<PublishTemplate>(fixture.Host.Services).ExecuteAsync(
            "default", source, isTrial: false, new Violations(), "api:test", CancellationToken.None);
        var options = new JsonObject { ["template"] = $"default/{name}@1.0.0", ["input"] = new JsonObject { ["word"] = "{{w}}" } };
        NewChain chain = ChainDriver.Chain(
            [ChainDriver.Node("first", "hi"), ChainDriver.Node("part", kind: NodeKind.SubChain, options: options), ChainDriver.Node("last", "got {{x}}")],
            ("first", "part"), ("part", "last"));
        return chain with
        {
            Edges = [chain.Edges[0] with { OutputMapping = new() { ["w"] = "/text" } }, chain.Edges[1] with { OutputMapping = new() { ["x"] = "/data/again" } }],
        };
    }
}
