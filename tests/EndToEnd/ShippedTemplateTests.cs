using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.EndToEnd.Tests.Hosts;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;
using TaskStatus = Orchestrator.Protos.V1.TaskStatus;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>Templates of <c>templates/</c>, published and run through the gateway; the function host answers as its simulated model does.</summary>
public sealed class ShippedTemplateTests
{
    const int CharactersPerToken = 4;  // as the simulated model counts
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task SummarizeLongText_SplitsSummarizesEachPartAndThenTheWhole()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await using RunningSystem system = await StartAsync(timeout.Token);
        string text = string.Join("\n\n", Enumerable.Range(1, 150).Select(n =>
            string.Create(CultureInfo.InvariantCulture, $"Paragraph {n}. {string.Concat(Enumerable.Repeat("The committee met again and decided nothing. ", 4))}")));

        Chain chain = await RunAsync(
            system, "summarize-long-text", new() { ["text"] = Value.ForString(text), ["sentences"] = Value.ForNumber(3) }, timeout.Token);

        await UntilAsync(system, chain, TaskStatus.Completed, timeout.Token);
        Protos.V1.Task split = await GetAsync(system, chain, "split", timeout.Token);
        string[] parts = [.. split.StructuredOutput.StructValue.Fields["parts"].ListValue.Values.Select(part => part.StringValue)];
        Assert.True(parts.Length > 3, $"{text.Length} characters make {parts.Length} parts");
        ListTasksResponse items = await system.Tasks.ListTasksAsync(
            new ListTasksRequest { MapTaskId = NodeOf(chain, "summarize-part").TaskId }, cancellationToken: timeout.Token);
        Assert.Equal(Enumerable.Range(0, parts.Length), items.Tasks.Select(item => item.MapIndex));
        string[] summaries = await Task.WhenAll(items.Tasks.Select(async item =>
            (await system.Tasks.GetTaskAsync(new GetTaskRequest { TaskId = item.Id }, cancellationToken: timeout.Token)).Task.Output));
        Assert.All(summaries, summary => Assert.StartsWith("[simulated] Answer ", summary, StringComparison.Ordinal));
        Assert.Equal(parts.Length, summaries.Distinct().Count());
        Protos.V1.Task whole = await GetAsync(system, chain, "summarize", timeout.Token);
        Assert.Contains("These are summaries of the parts of one text", whole.Output, StringComparison.Ordinal);

        // What was asked of the model at last holds every summary, in order: the answers are longer than the prompt would be without them.
        Assert.Equal(parts.Length + 1, await system.QueryAsync<long>("SELECT count(*) FROM orchestrator.llm_calls WHERE outcome = 'succeeded'"));
        Assert.InRange(whole.Attempts.Single().PromptTokens * CharactersPerToken, summaries.Sum(summary => summary.Length), int.MaxValue);
    }

    [Fact]
    public async Task ResearchAndReview_WaitsForItsReviewerAndThenFinishes()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await using RunningSystem system = await StartAsync(timeout.Token);
        var questions = Value.ForList(Value.ForString("What is it?"), Value.ForString("Who needs it?"));

        Chain chain = await RunAsync(
            system, "research-and-review", new() { ["topic"] = Value.ForString("queues"), ["questions"] = questions }, timeout.Token);
        Protos.V1.Task review = await WaitForReviewAsync(system, chain, timeout.Token);

        Assert.Equal(TaskStatus.Pending, (await GetAsync(system, chain, "final", timeout.Token)).Status);
        await system.Tasks.DecideApprovalAsync(
            new DecideApprovalRequest { TaskId = review.Id, Decision = ApprovalDecision.Approve, Comment = "Well said" }, cancellationToken: timeout.Token);

        await UntilAsync(system, chain, TaskStatus.Completed, timeout.Token);
        Assert.Contains("Write a report on", (await GetAsync(system, chain, "report", timeout.Token)).Output, StringComparison.Ordinal);
        Assert.Contains("Put the report into its final form", (await GetAsync(system, chain, "final", timeout.Token)).Output, StringComparison.Ordinal);
        Assert.Contains("Well said", (await GetAsync(system, chain, "review", timeout.Token)).StructuredOutput.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, await system.QueryAsync<long>("SELECT count(*) FROM orchestrator.llm_calls WHERE outcome = 'succeeded'"));
    }

    [Fact]
    public async Task ResearchAndReview_Rejected_NeverMakesItFinal()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await using RunningSystem system = await StartAsync(timeout.Token);

        Chain chain = await RunAsync(system, "research-and-review", new() { ["topic"] = Value.ForString("queues") }, timeout.Token);
        Protos.V1.Task review = await WaitForReviewAsync(system, chain, timeout.Token);
        await system.Tasks.DecideApprovalAsync(
            new DecideApprovalRequest { TaskId = review.Id, Decision = ApprovalDecision.Reject, Comment = "Too short" }, cancellationToken: timeout.Token);

        await UntilAsync(system, chain, TaskStatus.Failed, timeout.Token);
        Assert.Equal("", (await GetAsync(system, chain, "final", timeout.Token)).Output);
        Assert.Equal(0, await system.QueryAsync<long>(
            "SELECT count(*) FROM orchestrator.task_executions AS e JOIN orchestrator.tasks AS t ON t.id = e.task_id WHERE t.node_key = 'final'"));
    }

    static async Task<RunningSystem> StartAsync(CancellationToken cancellationToken)
    {
        RunningSystem system = await RunningSystem.CreateAsync();
        await system.StartFunctionsAsync(cancellationToken);
        await system.StartGatewayAsync(functionsUrl: null, cancellationToken);
        return system;
    }

    static async Task<Chain> RunAsync(RunningSystem system, string template, Dictionary<string, Value> input, CancellationToken cancellationToken)
    {
        string source = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "templates", $"{template}.yaml"), cancellationToken);
        await system.Templates.PublishTemplateAsync(new PublishTemplateRequest { Source = source }, cancellationToken: cancellationToken);
        InstantiateTemplateResponse made = await system.Templates.InstantiateTemplateAsync(
            new InstantiateTemplateRequest { Name = template, Input = new Struct { Fields = { input } } }, cancellationToken: cancellationToken);
        return made.Chain;
    }

    static async Task<Protos.V1.Task> WaitForReviewAsync(RunningSystem system, Chain chain, CancellationToken cancellationToken)
    {
        Protos.V1.Task? review = null;
        await Eventually.TrueAsync(
            async () => (review = await GetAsync(system, chain, "review", cancellationToken)).WaitReason == WaitReason.Approval,
            Patience, () => $"the review waits for a decision{review}{system.Logs}", cancellationToken);
        return review!;
    }

    static Task UntilAsync(RunningSystem system, Chain chain, TaskStatus status, CancellationToken cancellationToken)
    {
        Chain now = chain;
        return Eventually.TrueAsync(
            async () =>
            {
                now = (await system.Chains.GetChainAsync(new GetChainRequest { ChainId = chain.Id }, cancellationToken: cancellationToken)).Chain;
                return now.Status == status;
            },
            Patience, () => $"the chain is {status}: {now}{system.Logs}", cancellationToken);
    }

    static async Task<Protos.V1.Task> GetAsync(RunningSystem system, Chain chain, string node, CancellationToken cancellationToken) =>
        (await system.Tasks.GetTaskAsync(new GetTaskRequest { TaskId = NodeOf(chain, node).TaskId }, cancellationToken: cancellationToken)).Task;

    static ChainNodeState NodeOf(Chain chain, string key) => chain.Nodes.Single(node => node.Key == key);
}
