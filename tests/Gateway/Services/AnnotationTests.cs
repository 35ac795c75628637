using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Services;

public sealed class AnnotationTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task AnnotateTask_AnyValue_IsListedOldestFirstAndByType()
    {
        string id = await CreateAsync();
        Value[] values = [Value.ForString("good"), Value.ForNull(), Value.ForNumber(4.5), Value.ForStruct(new Struct { Fields = { ["by"] = Value.ForString("me") } })];
        foreach (Value value in values)
        {
            TaskAnnotation added = (await AnnotateAsync(id, "review", value)).Annotation;
            Assert.Equal(("review", value, "api:anonymous"), (added.Type, added.Value, added.CreatedBy));
        }

        await AnnotateAsync(id, "qa.score", Value.ForBool(true));

        ListTaskAnnotationsResponse all = await ListAsync(id);
        Assert.Equal([.. values, Value.ForBool(true)], all.Annotations.Select(a => a.Value));
        Assert.Equal(all.Annotations.Select(a => a.Id).Order(), all.Annotations.Select(a => a.Id));
        Assert.Equal(Value.ForBool(true), Assert.Single((await ListAsync(id, "qa.score")).Annotations).Value);
        Assert.Empty((await ListAsync(id, "other")).Annotations);
        Assert.Empty((await ListAsync(await CreateAsync())).Annotations);
    }

    [Theory]
    [InlineData("", "type")]
    [InlineData("Review", "type")]
    [InlineData("1a", "type")]
    [InlineData("a b", "type")]
    public async Task AnnotateTask_WrongType_NamesTheField(string type, string field)
    {
        CallError error = await CallError.OfAsync(async () => await AnnotateAsync(await CreateAsync(), type, Value.ForNull()));
        Assert.Equal((StatusCode.InvalidArgument, field), (error.Code, Assert.Single(error.Fields)));
    }

    [Fact]
    public async Task AnnotateTask_ValueMissingOrTooLarge_NamesTheField()
    {
        string id = await CreateAsync();
        foreach (Value? value in (Value?[])[null, new Value(), Value.ForString(new string('x', 64 * 1024)), Value.ForString("a\0b"), Value.ForNumber(double.NaN)])
        {
            CallError error = await CallError.OfAsync(async () => await AnnotateAsync(id, "t", value));
            Assert.Equal(["value"], error.Fields);
        }

        Assert.Empty((await ListAsync(id)).Annotations);
    }

    [Fact]
    public async Task AnnotateTask_MoreThanATaskMayHave_IsRefused()
    {
        string id = await CreateAsync();
        Value large = Value.ForString(new string('x', 60 * 1024));
        for (int i = 0; i < 17; i++)
        {
            await AnnotateAsync(id, "large", large);
        }

        CallError error = await CallError.OfAsync(async () => await AnnotateAsync(id, "large", large));
        Assert.Equal((StatusCode.FailedPrecondition, "TASK_ANNOTATIONS_FULL"), (error.Code, error.Info.Type));
        Assert.Equal(17, (await ListAsync(id)).Annotations.Count);
    }

    [Fact]
    public async Task AnnotateTask_OfATypeWithASchema_MustBeAsItSays()
    {
        await gateway.QueryAsync<int>(
            """
            INSERT INTO orchestrator.annotation_types (name, schema)
            VALUES ('rating', '{"type": "object", "properties": {"score": {"type": "integer", "maximum": 5}}, "required": ["score"]}') RETURNING 1
            """);
        string id = await CreateAsync();

        CallError error = await CallError.OfAsync(async () => await AnnotateAsync(id, "rating", Value.Parser.ParseJson("""{"score": 9}""")));
        Assert.Equal((StatusCode.InvalidArgument, "value.score"), (error.Code, Assert.Single(error.Fields)));
        Assert.Equal(StatusCode.InvalidArgument, (await CallError.OfAsync(async () => await AnnotateAsync(id, "rating", Value.ForString("good")))).Code);
        await AnnotateAsync(id, "rating", Value.Parser.ParseJson("""{"score": 4}"""));

        Assert.Single((await ListAsync(id)).Annotations);
    }

    [Fact]
    public async Task AnnotateTask_UnknownTask_IsNotFoundAndMakesNoType()
    {
        string nowhere = $"{Guid.NewGuid()}";
        CallError error = await CallError.OfAsync(async () => await AnnotateAsync(nowhere, "never.used", Value.ForNull()));
        Assert.Equal(StatusCode.NotFound, error.Code);
        Assert.Equal(StatusCode.NotFound, (await CallError.OfAsync(async () => await ListAsync(nowhere))).Code);
        Assert.Equal(0, await gateway.QueryAsync<long>("SELECT count(*) FROM orchestrator.annotation_types WHERE name = 'never.used'"));
    }

    async Task<string> CreateAsync() => (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id;

    async Task<AnnotateTaskResponse> AnnotateAsync(string id, string type, Value? value) =>
        await gateway.Tasks.AnnotateTaskAsync(new AnnotateTaskRequest { TaskId = id, Type = type, Value = value });

    async Task<ListTaskAnnotationsResponse> ListAsync(string id, string type = "") =>
        await gateway.Tasks.ListTaskAnnotationsAsync(new ListTaskAnnotationsRequest { TaskId = id, Type = type });
}
