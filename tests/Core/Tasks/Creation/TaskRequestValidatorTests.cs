using System.Text.Json.Nodes;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Creation;
using Orchestrator.Core.Tasks.Work;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tests.Tasks.Creation;

/// <summary>Every limit of tasks.proto, on both of its sides.</summary>
public sealed class TaskRequestValidatorTests
{
    const string Smile = "😀"; // two UTF-16 units, one character

    static readonly TaskRequest Good = new() { Name = "n", Work = new BuiltInWork.Echo("m", null, 0) };

    public static TheoryData<string, TaskRequest> Accepted => new()
    {
        { "name 1", Good },
        { "name 255", Good with { Name = new string('x', 255) } },
        { "name 255 characters of two units", Good with { Name = string.Concat(Enumerable.Repeat(Smile, 255)) } },
        { "retries 0", Good with { MaxRetries = 0 } },
        { "retries 20", Good with { MaxRetries = 20 } },
        { "tags 50", Good with { Tags = Tags(50) } },
        { "tag key 63, value 255", Good with { Tags = new Dictionary<string, string> { [new string('k', 63)] = new string('v', 255) } } },
        { "tag value 0", Good with { Tags = new Dictionary<string, string> { ["k"] = "" } } },
        { "metadata 64 KiB", Good with { Metadata = MetadataOf(65_536) } },
        { "idempotency key 255", Good with { Identity = new(IdempotencyKey: new string('k', 255)) } },
        { "correlation id 128", Good with { Identity = new(CorrelationId: new string('c', 128)) } },
        { "prompt 1", Of(new BuiltInWork.Llm("p", "", "", null, null)) },
        { "temperature 0", Of(new BuiltInWork.Llm("p", "", "", 0, 1)) },
        { "temperature 2", Of(new BuiltInWork.Llm("p", "", "", 2, 1)) },
        { "echo delay 0, message empty", Of(new BuiltInWork.Echo("", TimeSpan.Zero, 0)) },
        { "echo delay 10 min, failing 20", Of(new BuiltInWork.Echo("", TimeSpan.FromMinutes(10), 20)) },
        { "sleep 0", Of(new BuiltInWork.Sleep(TimeSpan.Zero)) },
        { "sleep 365 days", Of(new BuiltInWork.Sleep(TimeSpan.FromDays(365))) },
        { "sum 1", Of(new BuiltInWork.Sum([1])) },
        { "sum 10,000", Of(new BuiltInWork.Sum(new double[10_000])) },
        { "path", Of(new BuiltInWork.FileHash("a/../b", "sha512")) },
        { "custom llm", Of(Custom(HandlerNames.LlmComplete, "p", """{"temperature": 2}""")) },
        { "custom sleep", Of(Custom(HandlerNames.Sleep, "", """{"duration_seconds": 31536000}""")) },
        { "custom sum", Of(Custom(HandlerNames.Sum, "", """{"values": [1, 2.5, -3e10]}""")) },
        { "custom null is absent", Of(Custom(HandlerNames.DebugEcho, "", """{"message": null}""")) },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Validate_WithinTheLimits_MakesATask(string because, TaskRequest request)
    {
        (NewTask? task, IReadOnlyList<FieldViolation> found) = Validate(request);
        Assert.True(found.Count == 0, $"{because}: {string.Join("; ", found)}");
        Assert.NotNull(task);
    }

    public static TheoryData<string, TaskRequest> Refused => new()
    {
        { "name", Good with { Name = "" } },
        { "name", Good with { Name = new string('x', 256) } },
        { "name", Good with { Name = string.Concat(Enumerable.Repeat(Smile, 256)) } },
        { "name", Good with { Name = "\0" } },
        { "work", Good with { Work = null } },
        { "max_retries", Good with { MaxRetries = -1 } },
        { "max_retries", Good with { MaxRetries = 21 } },
        { "tags", Good with { Tags = Tags(51) } },
        { "tags", Good with { Tags = new Dictionary<string, string> { [new string('k', 64)] = "" } } },
        { "tags[k]", Good with { Tags = new Dictionary<string, string> { ["k"] = new string('v', 256) } } },
        { "metadata", Good with { Metadata = MetadataOf(65_537) } },
        { "metadata", Good with { Metadata = new JsonObject { ["a\0"] = 1 } } },
        { "metadata", Good with { Metadata = new JsonObject { ["a"] = new JsonArray(new JsonObject { ["b"] = "\0" }) } } },
        { "idempotency_key", Good with { Identity = new(IdempotencyKey: new string('k', 256)) } },
        { "correlation_id", Good with { Identity = new(CorrelationId: new string('c', 129)) } },
        { "work.llm.prompt", Of(new BuiltInWork.Llm("", "", "", null, null)) },
        { "work.llm.prompt", Of(new BuiltInWork.Llm("a\0", "", "", null, null)) },
        { "work.llm.system_prompt", Of(new BuiltInWork.Llm("p", "\0", "", null, null)) },
        { "work.llm.model", Of(new BuiltInWork.Llm("p", "", "\0", null, null)) },
        { "work.llm.temperature", Of(new BuiltInWork.Llm("p", "", "", -0.01, null)) },
        { "work.llm.temperature", Of(new BuiltInWork.Llm("p", "", "", 2.01, null)) },
        { "work.llm.temperature", Of(new BuiltInWork.Llm("p", "", "", double.NaN, null)) },
        { "work.llm.max_output_tokens", Of(new BuiltInWork.Llm("p", "", "", null, 0)) },
        { "work.echo.message", Of(new BuiltInWork.Echo("\0", null, 0)) },
        { "work.echo.delay", Of(new BuiltInWork.Echo("", TimeSpan.FromTicks(-1), 0)) },
        { "work.echo.delay", Of(new BuiltInWork.Echo("", TimeSpan.FromMinutes(10) + TimeSpan.FromTicks(1), 0)) },
        { "work.echo.failing_attempts", Of(new BuiltInWork.Echo("", null, -1)) },
        { "work.echo.failing_attempts", Of(new BuiltInWork.Echo("", null, 21)) },
        { "work.sleep.duration", Of(new BuiltInWork.Sleep(null)) },
        { "work.sleep.duration", Of(new BuiltInWork.Sleep(TimeSpan.FromTicks(-1))) },
        { "work.sleep.duration", Of(new BuiltInWork.Sleep(TimeSpan.FromDays(365) + TimeSpan.FromTicks(1))) },
        { "work.sum.values", Of(new BuiltInWork.Sum([])) },
        { "work.sum.values", Of(new BuiltInWork.Sum(new double[10_001])) },
        { "work.sum.values[2]", Of(new BuiltInWork.Sum([1, 2, double.NaN])) },
        { "work.file_hash.path", Of(new BuiltInWork.FileHash("", "")) },
        { "work.file_hash.path", Of(new BuiltInWork.FileHash("/etc/passwd", "")) },
        { "work.file_hash.algorithm", Of(new BuiltInWork.FileHash("a", "md5")) },
        { "work.custom.handler", Of(Custom("", "", "{}")) },
        { "work.custom.handler", Of(Custom("no.such", "", "{}")) },
        { "work.custom.prompt", Of(Custom(HandlerNames.LlmComplete, "", "{}")) },
        { "work.custom.prompt", Of(Custom(HandlerNames.Sum, "p", """{"values": [1]}""")) },
        { "work.custom.parameters.temperature", Of(Custom(HandlerNames.LlmComplete, "p", """{"temperature": "hot"}""")) },
        { "work.custom.parameters.temperature", Of(Custom(HandlerNames.LlmComplete, "p", """{"temperature": 3}""")) },
        { "work.custom.parameters.max_output_tokens", Of(Custom(HandlerNames.LlmComplete, "p", """{"max_output_tokens": 1.5}""")) },
        { "work.custom.parameters.prompt", Of(Custom(HandlerNames.LlmComplete, "p", """{"prompt": "p"}""")) },
        { "work.custom.parameters.duration_seconds", Of(Custom(HandlerNames.Sleep, "", "{}")) },
        { "work.custom.parameters.duration_seconds", Of(Custom(HandlerNames.Sleep, "", """{"duration_seconds": 1e300}""")) },
        { "work.custom.parameters.values[1]", Of(Custom(HandlerNames.Sum, "", """{"values": [1, "2"]}""")) },
        { "work.custom.parameters.values", Of(Custom(HandlerNames.Sum, "", """{"values": 1}""")) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Validate_BeyondALimit_NamesTheField(string field, TaskRequest request)
    {
        (NewTask? task, IReadOnlyList<FieldViolation> found) = Validate(request);
        Assert.Null(task);
        Assert.Contains(field, found.Select(v => v.Field));
        (_, found) = Validate(request, "requests[2].");
        Assert.Contains($"requests[2].{field}", found.Select(v => v.Field));
    }

    [Fact]
    public void Validate_Defaults_AreFilledIn()
    {
        NewTask task = Validate(Good with { Work = new BuiltInWork.FileHash("a", "") }).Task!;
        Assert.Equal((3, ExecutionPriority.Normal, null, "trace"), (task.MaxRetries, task.Priority, task.Identity.Key, task.Identity.CorrelationId));
        Assert.Equal("""{"path":"a","algorithm":"sha256"}""", task.Parameters.ToJsonString());
        Assert.Equal(7, task.Id.Version);
    }

    [Fact]
    public void Validate_TextLeftEmpty_IsStoredAsIfAbsent()
    {
        string typed = Validate(Of(new BuiltInWork.Echo("", null, 0))).Task!.Parameters.ToJsonString();
        string custom = Validate(Of(Custom(HandlerNames.DebugEcho, "", """{"message": ""}"""))).Task!.Parameters.ToJsonString();
        Assert.Equal(("{}", "{}"), (typed, custom));
    }

    [Fact]
    public void Validate_CustomWithSeveralFaults_NamesThemAll()
    {
        (_, IReadOnlyList<FieldViolation> found) = Validate(
            Of(Custom(HandlerNames.LlmComplete, "", """{"model": 1, "temperature": "hot", "top": 1}""")));
        Assert.Equal(
            ["work.custom.parameters.model", "work.custom.parameters.temperature", "work.custom.parameters.top", "work.custom.prompt"],
            found.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Validate_TypedAndCustom_StoreTheSame()
    {
        NewTask typed = Validate(Of(new BuiltInWork.Echo("m", TimeSpan.FromSeconds(1.5), 2))).Task!;
        NewTask custom = Validate(Of(Custom(HandlerNames.DebugEcho, "", """{"failing_attempts": 2.0, "delay_seconds": 1.5, "message": "m"}"""))).Task!;
        Assert.Equal(typed.Parameters.ToJsonString(), custom.Parameters.ToJsonString());
        Assert.Equal(typed.RequestHash, custom.RequestHash);
    }

    static TaskRequest Of(TaskWork work) => Good with { Work = work };

    static TaskWork.Custom Custom(string handler, string prompt, string parameters) =>
        new(handler, JsonNode.Parse(parameters)!.AsObject(), prompt);

    static Dictionary<string, string> Tags(int count) => Enumerable.Range(0, count).ToDictionary(i => $"k{i}", _ => "v");

    // {"m":"..."} is 8 bytes around its text.
    static JsonObject MetadataOf(int bytes) => new() { ["m"] = new string('x', bytes - 8) };

    static (NewTask? Task, IReadOnlyList<FieldViolation> Found) Validate(TaskRequest request, string at = "")
    {
        var violations = new Violations();
        NewTask? task = new TaskRequestValidator(new WorkValidator(HandlerNames.All)).Validate(violations, at, request, "trace");
        return (task, violations.Found);
    }
}
