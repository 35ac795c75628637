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
            Element[]? list = Chance(0.2) ? [.. Enumerable.Range(0, _random.Next(0, 6)).Select(n => new Element($"n{i}.{n}", Fails: Chance(0.2)))] : null;
            _nodes.Add(new Node(Guid.CreateVersion7(), Fails: list is null && Chance(0.2), Retries: list is null && Chance(0.1), Skippable: Chance(0.3))
            {
                List = list,
            });
            if (Chance(0.08))
            {
                _bypass.Add(i);
            }

            foreach (int parent in Enumerable.Range(0, i).OrderBy(_ => _random.Next()).Take(_random.Next(0, 4)))
            {
                EdgeCondition condition = Chance(0.55) ? EdgeCondition.OnSuccess : (EdgeCondition)_random.Next(0, 4);
                _edges.Add(new Edge(parent, i, condition, Holds: Chance(0.5), Maps: Chance(0.3)));
            }

            int[] lists = [.. Enumerable.Range(0, i).Where(n => _nodes[n].List is not null)];
            if (list is null && lists.Length > 0 && Chance(0.25))
            {
                MakeMap(i, source: lists[_random.Next(lists.Length)]);
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
            MaxRetries: node is { Fails: false, Retries: true } ? 1 : 0, Retryable: true, node.Skippable)
        {
            Kind = node.Map is null ? NodeKind.Work : NodeKind.Map,
            Options = node.Map is { } map
                ? new JsonObject { ["source"] = KeyOf(map.Source), ["pointer"] = "/json", ["max_parallel"] = map.Parallel, ["failures_max"] = map.FailuresMax }
                : [],
        })],
        [.. _edges.Select(e => new NewChainEdge(
            _nodes[e.Parent].Id,
            _nodes[e.Child].Id,
            e.Maps ? new JsonObject { [$"p{e.Parent}"] = Pointer(e) } : [],
            e.Condition,
            e.Condition == EdgeCondition.Expression ? ExpressionOf(e) : null))]);

    /// <summary>A line for each node in the order of their keys: key, status, output of a completed one, a map's list for instance.</summary>
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

    string ExpressionOf(Edge edge) => !edge.Holds ? "text == 'another'" : _nodes[edge.Parent].Map is null ? "exists text" : "exists data";

    void MakeMap(int node, int source)
    {
        _nodes[node] = _nodes[node] with { Fails = false, Retries = false, Map = new Map(source, Parallel: _random.Next(1, 4), FailuresMax: _random.Next(0, 3)) };
        _edges.RemoveAll(e => e.Parent == source && e.Child == node);
        _edges.Add(new Edge(source, node, Chance(0.8) ? EdgeCondition.OnSuccess : EdgeCondition.Always, Holds: false, Maps: false));
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
            { Map: { } map, Skippable: var skippable } => EndOf(map, ends[map.Source], skippable),
            { List: { } list } => new End("completed", ListText(list)),
            { Fails: true, Skippable: true } => new End("skipped", Output: null),
            { Fails: true } => new End("failed", Output: null),
            _ => new End("completed", $"hello from {KeyOf(node)}" + string.Concat(parents.Where(e => e.Maps).Select(e => $", {ValueOf(e, ends)}"))),
        };
    }

    End EndOf(Map map, End source, bool skippable)
    {
        Element[] list = _nodes[map.Source].List!;
        int failed = list.Count(e => e.Fails);
        return source.Status != "completed" || failed > map.FailuresMax
            ? new End(skippable ? "skipped" : "failed", Output: null)
            : new End(
                failed > 0 ? "completed_with_warnings" : "completed",
                $"[{string.Join(", ", list.Select((e, i) => e.Fails ? "null" : $"\"{i} {e.Value}\""))}]");
    }

    static string WordOf(Edge edge, string parent) => (parent == "completed_with_warnings" ? "completed" : parent, edge.Condition) switch
    {
        ("completed", EdgeCondition.OnFailure) => "skip",
        ("completed", EdgeCondition.Expression) => edge.Holds ? "run" : "skip",
        ("completed", _) => "run",
        ("skipped", EdgeCondition.OnSuccess or EdgeCondition.Always) => edge.Maps ? "skip" : "run",
        ("skipped", _) => "skip",
        ("failed", EdgeCondition.OnFailure or EdgeCondition.Always) => "run",
        _ => "block",
    };

    // A failure and a map have no text, so an edge from one maps what it has.
    string Pointer(Edge edge) =>
        edge.Condition is EdgeCondition.OnFailure or EdgeCondition.Always || _nodes[edge.Parent].Map is not null ? "" : "/text";

    string ValueOf(Edge edge, End[] ends) => Pointer(edge).Length > 0 ? ends[edge.Parent].Output! : "seen";

    static string KeyOf(int node) => $"n{node}";

    bool Chance(double share) => _random.NextDouble() < share;

    string ParametersOf(int node)
    {
        if (_nodes[node].Map is not null)
        {
            return """{"message": "{{index}} {{item.value}}", "failing_attempts": "{{item.fails}}"}""";
        }

        if (_nodes[node].List is { } list)
        {
            return ParametersJson.Write(new EchoParameters(ListText(list)));
        }

        // What maps the whole document only shows that it came: a document with a failure's message is long.
        IEnumerable<string> mapped = _edges.Where(e => e.Child == node && e.Maps).Select(e => Pointer(e).Length > 0 ? $", {{{{p{e.Parent}}}}}" : ", seen");
        string message = $"{{{{input.greeting}}}} from {KeyOf(node)}" + string.Concat(mapped);
        int failing = _nodes[node].Fails ? 20 : _nodes[node].Retries ? 1 : 0;
        return ParametersJson.Write(new EchoParameters(message, FailingAttempts: failing));
    }

    static string ListText(Element[] list) =>
        $"[{string.Join(",", list.Select(e => $$"""{"value":"{{e.Value}}","fails":{{(e.Fails ? 20 : 0)}}}"""))}]";

    /// <param name="Fails">At every attempt.</param>
    sealed record Node(Guid Id, bool Fails, bool Retries, bool Skippable)
    {
        /// <summary>Its output is this list; null: a text.</summary>
        public Element[]? List { get; init; }

        public Map? Map { get; init; }
    }

    sealed record Map(int Source, int Parallel, int FailuresMax);

    sealed record Element(string Value, bool Fails);

    sealed record Edge(int Parent, int Child, EdgeCondition Condition, bool Holds, bool Maps);

    readonly record struct End(string? Status, string? Output);
}
