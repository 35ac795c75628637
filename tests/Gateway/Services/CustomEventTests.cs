using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Services;

/// <summary>Events that clients publish themselves: registered, checked, stored and streamed.</summary>
public sealed class CustomEventTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    static readonly Struct Schema = Struct.Parser.ParseJson(
        """{"type": "object", "properties": {"amount": {"type": "number"}}, "required": ["amount"], "additionalProperties": false}""");

    [Fact]
    public async Task PublishEvent_OfARegisteredType_IsStreamedWithItsTasks()
    {
        await RegisterAsync("default.invoice_made", Schema);
        string task = (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id;

        int sequence = (await gateway.Events.PublishEventAsync(new PublishEventRequest
        {
            Name = "default.invoice_made",
            TaskId = task,
            Payload = Struct.Parser.ParseJson("""{"amount": 12.5}"""),
        })).Sequence;

        using AsyncServerStreamingCall<WatchResponse> call = gateway.Events.Watch(new WatchRequest { TaskId = task, AfterSequence = sequence - 1 });
        Event? streamed = null;
        while (streamed is null && await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            streamed = call.ResponseStream.Current.Event;
        }

        Assert.Equal(("default.invoice_made", task, sequence, "api:anonymous"), (streamed!.Name, streamed.SubjectId, streamed.Sequence, streamed.Actor));
        Assert.Equal(12.5, streamed.Payload.Fields["amount"].NumberValue);
        Assert.Equal(task, streamed.Payload.Fields["task_id"].StringValue);
    }

    [Theory]
    [InlineData("", "task.mine", "must not begin with task.: that is reserved")]
    [InlineData("", "test.anything", "must not begin with test.: that is reserved")]
    [InlineData("", "elsewhere.thing", "must begin with default., the namespace of the request")]
    [InlineData("billing", "default.thing", "must begin with billing., the namespace of the request")]
    [InlineData("", "nodots", "must be <namespace>.<name>, at most 200 characters: lower-case letters, digits, '_', and '-' before the first dot")]
    [InlineData("", "default.Loud", "must be <namespace>.<name>, at most 200 characters: lower-case letters, digits, '_', and '-' before the first dot")]
    public async Task RegisterEventType_NameOfAnother_IsRefusedAndNamesTheField(string @namespace, string name, string why)
    {
        CallError error = await CallError.OfAsync(async () => await gateway.Events.RegisterEventTypeAsync(
            new RegisterEventTypeRequest { Namespace = @namespace, Name = name }));

        Assert.Equal((StatusCode.InvalidArgument, "name"), (error.Code, Assert.Single(error.Fields)));
        Assert.Contains(why, error.Violations.Single().Description, StringComparison.Ordinal);
        Assert.Equal(0, await gateway.QueryAsync<long>("SELECT count(*) FROM orchestrator.custom_event_types WHERE name = $1", name));
    }

    [Fact]
    public async Task RegisterEventType_Again_FindsItOrSaysWhatDiffers()
    {
        EventType first = await RegisterAsync("default.again", Schema);

        Assert.Equal(first, await RegisterAsync("default.again", Schema));
        CallError error = await CallError.OfAsync(async () => await RegisterAsync("default.again", new Struct()));
        Assert.Equal((StatusCode.FailedPrecondition, "EVENT_TYPE_DIFFERS"), (error.Code, error.Info.Type));
        Assert.Contains(first, (await gateway.Events.ListEventTypesAsync(new ListEventTypesRequest())).EventTypes);
    }

    [Fact]
    public async Task PublishEvent_WhatIsWrong_IsNamed()
    {
        await RegisterAsync("default.strict", Schema);
        string task = (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id;
        var right = new PublishEventRequest { Name = "default.strict", TaskId = task, Payload = Struct.Parser.ParseJson("""{"amount": 1}""") };

        await RefusedAsync(right, r => r.Payload = Struct.Parser.ParseJson("""{"amount": "much"}"""), StatusCode.InvalidArgument, "payload.amount");
        await RefusedAsync(right, r => r.Payload = null, StatusCode.InvalidArgument, "payload.amount");
        await RefusedAsync(right, r => r.ChainId = $"{Guid.NewGuid()}", StatusCode.InvalidArgument, "task_id");
        await RefusedAsync(right, r => r.TaskId = "", StatusCode.InvalidArgument, "task_id");
        await RefusedAsync(right, r => r.Name = "chain.completed", StatusCode.InvalidArgument, "name");
        await RefusedAsync(right, r => r.Name = "default.unknown", StatusCode.NotFound);
        await RefusedAsync(right, r => r.TaskId = $"{Guid.NewGuid()}", StatusCode.NotFound);
        Assert.Equal(0, await gateway.QueryAsync<long>("SELECT count(*) FROM orchestrator.lifecycle_events WHERE event_name = 'default.strict'"));
    }

    async Task RefusedAsync(PublishEventRequest right, Action<PublishEventRequest> change, StatusCode code, params string[] fields)
    {
        PublishEventRequest wrong = right.Clone();
        change(wrong);
        CallError error = await CallError.OfAsync(async () => await gateway.Events.PublishEventAsync(wrong));
        Assert.Equal((code, string.Join(',', fields)), (error.Code, string.Join(',', error.Fields)));
    }

    async Task<EventType> RegisterAsync(string name, Struct schema) =>
        (await gateway.Events.RegisterEventTypeAsync(new RegisterEventTypeRequest { Name = name, Description = "for tests", Schema = schema })).Type;
}
