using System.Text.Json.Nodes;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Functions.Tests.Chains;

/// <summary>A chain drawn from a seed, and what must become of it: computed one node after the other, from the table in docs/chains.md.</summary>
sealed class RandomChain
{
    readonly List<Node> _nodes = [];
    readonly List<Edge> _edges = [];
    readonly HashSet<int> _bypass = [];
    readonly Random _random;

    public RandomChain(int seed, int nodesMax, int nodesMin = 2)
    {
        _random = new Random(seed);
        int count = _random.Next(nodesMin, nodesMax + 1);
        for (int i = 0; i < count; i++)
        {
            _nodes.Add(new Node(Guid.CreateVersion7(), Fails: Chance(0.2), Retries: Chance(0.1), Skippable: Chance(0.3)));
            if (Chance(0.08))
            {
                _bypass.Add(i);
            }

            foreach (int parent in Enumerable.Range(0, i).OrderBy(_ => _random.Next()).Take(_random.Next(0, 4)))
            {
                EdgeCondition condition = Chance(0.55) ? EdgeCondition.OnSuccess : (EdgeCondition)_random.Next(0, 4);
                _edges.Add(new Edge(parent, i, condition, Holds: Chance(0.5), Maps: Chance(0.3)));
            }
        }
    }

    public Guid Id { get; } = Guid.CreateVersion7();

    public int Count => _nodes.Count;

    public NewChain ToStore() => new(
        Id,
        "default",
        "random",
        Description: null,
        TemplateId: null,
        new JsonObject { ["greeting"] = "hello" },
        _random.Next(0, 3) == 0 ? 2 : null,
        ContinueOnFailure: true,
        [.. _bypass.Select(KeyOf)],
        IdentityHash: null,
        CorrelationId: null,
        [.. _nodes.Select((node, i) => new NewChainTask(
            node.Id, KeyOf(i), KeyOf(i), HandlerNames.DebugEcho, Prompt: null, JsonNode.Parse(ParametersOf(i))!.AsObject(), ExecutionPriority.Normal,
            MaxRetries: node is { Fails: false, Retries: true } ? 1 : 0, Retryable: true, node.Skippable))],
        [.. _edges.Select(e => new NewChainEdge(
            _nodes[e.Parent].Id,
            _nodes[e.Child].Id,
            e.Maps ? new JsonObject { [$"p{e.Parent}"] = Pointer(e) } : [],
            e.Condition,
            e.Condition == EdgeCondition.Expression ? (e.Holds ? "exists text" : "text == 'another'") : null))]);

    /// <summary>A line for each node in the order of their keys: key, status, output of a completed one.</summary>
    public string Expected()
    {
        var ends = new End[_nodes.Count];
        for (int i = 0; i < ends.Length; i++)
        {
            ends[i] = EndOf(i, ends);
        }

        return string.Join('\n', ends
            .Select((end, i) => $"{KeyOf(i)} {end.Status ?? "cancelled"} {end.Output}").Order(StringComparer.Ordinal));
    }

    /// <summary>A null status: nothing lets it run, and it is cancelled in the end.</summary>
    End EndOf(int node, End[] ends)
    {
        Edge[] parents = [.. _edges.Where(e => e.Child == node)];
        if (parents.Any(e => ends[e.Parent].Status is null))
        {
            return new End(Status: null, Output: null);
        }

        string[] words = [.. parents.Select(e => WordOf(e, ends[e.Parent].Status!))];
        if (words.Contains("skip"))
        {
            return new End("skipped", Output: null);
        }

        if (words.Contains("block"))
        {
            return new End(Status: null, Output: null);
        }

        if (_bypass.Contains(node))
        {
            return new End("skipped", Output: null);
        }

        return _nodes[node] switch
        {
            { Fails: true, Skippable: true } => new End("skipped", Output: null),
            { Fails: true } => new End("failed", Output: null),
            _ => new End("completed", $"hello from {KeyOf(node)}" + string.Concat(parents.Where(e => e.Maps).Select(e => $", {ValueOf(e, ends)}"))),
        };
    }

    static string WordOf(Edge edge, string parent) => (parent, edge.Condition) switch
    {
        ("completed", EdgeCondition.OnFailure) => "skip",
        ("completed", EdgeCondition.Expression) => edge.Holds ? "run" : "skip",
        ("completed", _) => "run",
        ("skipped", EdgeCondition.OnSuccess or EdgeCondition.Always) => edge.Maps ? "skip" : "run",
        ("skipped", _) => "skip",
        ("failed", EdgeCondition.OnFailure or EdgeCondition.Always) => "run",
        _ => "block",
    };

    // A failure has no text, so an edge that accepts one maps what it has.
    static string Pointer(Edge edge) => edge.Condition is EdgeCondition.OnFailure or EdgeCondition.Always ? "" : "/text";

    static string ValueOf(Edge edge, End[] ends) => Pointer(edge).Length > 0 ? ends[edge.Parent].Output! : "seen";

    static string KeyOf(int node) => $"n{node}";

    bool Chance(double share) => _random.NextDouble() < share;

    string ParametersOf(int node)
    {
        // What maps the whole document only shows that it came: a document with a failure's message is long.
        IEnumerable<string> mapped = _edges.Where(e => e.Child == node && e.Maps).Select(e => Pointer(e).Length > 0 ? $", {{{{p{e.Parent}}}}}" : ", seen");
        string message = $"{{{{input.greeting}}}} from {KeyOf(node)}" + string.Concat(mapped);
        int failing = _nodes[node].Fails ? 20 : _nodes[node].Retries ? 1 : 0;
        return ParametersJson.Write(new EchoParameters(message, FailingAttempts: failing));
    }

    sealed record Node(Guid Id, bool Fails, bool Retries, bool Skippable);

    sealed record Edge(int Parent, int Child, EdgeCondition Condition, bool Holds, bool Maps);

    readonly record struct End(string? Status, string? Output);
}
