using Google.Protobuf.WellKnownTypes;
using Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Tests.Hosting;

/// <summary>Requests that are as they should be, for tests to change in one place.</summary>
static class Requests
{
    public static CreateTaskRequest Echo(string name = "echo", string key = "", string @namespace = "") => new()
    {
        Name = name,
        Namespace = @namespace,
        IdempotencyKey = key,
        Work = new TaskWork { Echo = new EchoWork { Message = "hello" } },
    };

    public static CreateTaskRequest Llm(string prompt) => new()
    {
        Name = "llm",
        Work = new TaskWork { Llm = new LlmWork { Prompt = prompt } },
    };

    public static CreateTaskRequest Custom(string handler, string prompt = "", params (string Name, Value Value)[] parameters)
    {
        var request = new CreateTaskRequest
        {
            Name = "custom",
            Work = new TaskWork { Custom = new CustomWork { Handler = handler, Prompt = prompt, Parameters = new Struct() } },
        };
        foreach ((string name, Value value) in parameters)
        {
            request.Work.Custom.Parameters.Fields[name] = value;
        }

        return request;
    }

    /// <summary>A well-formed name of a namespace that no other test uses.</summary>
    public static string NewNamespace() => $"test-{Guid.NewGuid():N}";
}
