using Google.Protobuf.WellKnownTypes;
using Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Tests.Hosting;

/// <summary>Chains that are as they should be, for tests to change in one place.</summary>
static class ChainRequests
{
    /// <summary>A node of every kind: list -> each (a map) -> ask, part.</summary>
    public static CreateChainRequest OfEveryKind(string key = "", string @namespace = "") => new()
    {
        Namespace = @namespace,
        Name = "every kind",
        Description = "one of each",
        IdempotencyKey = key,
        Input = Struct.Parser.ParseJson("""{"text": "a long one", "deep": {"n": 1.5}}"""),
        Definition = new ChainDefinition
        {
            MaxParallel = 4,
            OnFailure = FailurePolicy.Continue,
            Nodes =
            {
                new ChainNode { Key = "list", Work = new TaskWork { Llm = new LlmWork { Prompt = "List the parts of {{input.text}}" } } },
                new ChainNode
                {
                    Key = "each",
                    Name = "each part",
                    Work = new TaskWork { Echo = new EchoWork { Message = "{{index}}: {{item}}" } },
                    Map = new MapOver { Parent = "list", Pointer = "/json/parts", FailuresMax = 1 },
                    After = { new ChainEdge { Parent = "list", Condition = EdgeCondition.Expression, Expression = "exists json.parts" } },
                    Priority = Protos.V1.ExecutionPriority.High,
                    MaxRetries = 1,
                },
                new ChainNode
                {
                    Key = "ask",
                    Approval = new ApprovalNode { Message = "Good? {{parts}}", Timeout = Duration.FromTimeSpan(TimeSpan.FromHours(1)) },
                    After = { new ChainEdge { Parent = "each", OutputMapping = { ["parts"] = "/data" } } },
                    Skippable = true,
                },
            },
        },
    };

    public static CreateChainRequest Echoes(int count, string name = "echoes", string @namespace = "")
    {
        var request = new CreateChainRequest { Name = name, Namespace = @namespace, Definition = new ChainDefinition() };
        for (int i = 0; i < count; i++)
        {
            var node = new ChainNode { Key = $"n{i}", Work = new TaskWork { Echo = new EchoWork { Message = "hello" } } };
            if (i > 0)
            {
                node.After.Add(new ChainEdge { Parent = $"n{i - 1}" });
            }

            request.Definition.Nodes.Add(node);
        }

        return request;
    }
}
