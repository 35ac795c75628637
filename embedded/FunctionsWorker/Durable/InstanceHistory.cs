using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>
/// A history in the management API's form: the names are Durable Task's own, the beginnings of turns are left out, and a call that was
/// answered is one entry, that of its answer, with <c>ScheduledTime</c>, <c>FunctionName</c> and <c>Input</c> of the call.
/// </summary>
/// <param name="showOutput">Whether results are shown, of calls and of the instance.</param>
sealed class InstanceHistory(StoredInstance stored, bool showInput, bool showOutput)
{
    readonly Dictionary<int, (JsonObject Entry, ActionEvent Call, string At)> _calls = [];
    readonly List<JsonObject> _entries = [];

    public static JsonArray Describe(StoredInstance stored, bool showInput, bool showOutput)
    {
        InstanceHistory history = new(stored, showInput, showOutput);
        foreach (TurnRow turn in stored.Turns)
        {
            foreach (HistoryEvent historyEvent in HistoryReader.Read(turn.Events, turn.Payloads))
                history.Add(historyEvent, Time(turn.At));
        }
        return [.. history._entries];
    }

    void Add(HistoryEvent historyEvent, string at)
    {
        if (historyEvent is OrchestratorStarted)
            return;
        JsonObject entry = new() { ["EventType"] = historyEvent.GetType().Name };
        switch (historyEvent)
        {
            case ExecutionStarted:
                entry["FunctionName"] = stored.Instance.Name;
                AddInput(entry, stored.Instance.Input);
                if (stored.Instance.StartAt is { } startAt)
                    entry["ScheduledStartTime"] = Time(startAt);
                break;
            case ExecutionCompleted ended:
                entry["OrchestrationStatus"] = ended.Status.ToString();
                AddResult(entry, stored.Result?.Output);
                AddFailure(entry, stored.Result?.Failure, "FailureDetails");
                break;
            case ExecutionTerminated terminated:
                AddInput(entry, terminated.Output);
                break;
            case ExecutionSuspended suspended:
                entry["Reason"] = suspended.Reason;
                break;
            case ExecutionResumed resumed:
                entry["Reason"] = resumed.Reason;
                break;
            case ExecutionRewound rewound:
                entry["Reason"] = rewound.Reason;
                break;
            case EventRaised raised:
                entry["Name"] = raised.Name;
                AddInput(entry, raised.Input);
                break;
            case ActionEvent call:
                AddCall(entry, call);
                _calls[call.EventId] = (entry, call, at);
                break;
            case EntityOperationCompleted answer:
                AddAnswer(entry, answer.TaskScheduledId);
                AddResult(entry, answer.Result);
                break;
            case EntityOperationFailed answer:
                AddAnswer(entry, answer.TaskScheduledId);
                AddReason(entry, answer.Failure);
                break;
            case TaskCompleted answer:
                AddAnswer(entry, answer.TaskScheduledId);
                AddResult(entry, answer.Result);
                break;
            case TaskFailed answer:
                AddAnswer(entry, answer.TaskScheduledId);
                AddReason(entry, answer.Failure);
                break;
            case SubOrchestrationInstanceCompleted answer:
                AddAnswer(entry, answer.TaskScheduledId);
                AddResult(entry, answer.Result);
                break;
            case SubOrchestrationInstanceFailed answer:
                AddAnswer(entry, answer.TaskScheduledId);
                AddReason(entry, answer.Failure);
                break;
            case TimerFired fired:
                if (_calls.TryGetValue(fired.TimerId, out var timer) && timer.Call is TimerCreated created)
                    entry["FireAt"] = Time(created.FireAt);
                break;
        }
        entry["Timestamp"] = at;
        _entries.Add(entry);
    }

    void AddCall(JsonObject entry, ActionEvent call)
    {
        switch (call)
        {
            case TaskScheduled scheduled:
                entry["Name"] = scheduled.Name;
                AddInput(entry, scheduled.Input);
                break;
            case SubOrchestrationInstanceCreated created:
                entry["Name"] = created.Name;
                entry["InstanceId"] = created.InstanceId;
                AddInput(entry, created.Input);
                break;
            case EntityOperationCalled called:
                entry["Name"] = called.Operation;
                entry["InstanceId"] = called.InstanceId;
                AddInput(entry, called.Input);
                break;
            case EntityOperationSignaled signaled:
                entry["Name"] = signaled.Operation;
                entry["InstanceId"] = signaled.InstanceId;
                AddInput(entry, signaled.Input);
                break;
            case TimerCreated timer:
                entry["FireAt"] = Time(timer.FireAt);
                break;
            case EventSent sent:
                entry["Name"] = sent.Name;
                entry["InstanceId"] = sent.InstanceId;
                AddInput(entry, sent.Input);
                break;
        }
    }

    /// <summary>The call's own entry goes: the answer tells it all.</summary>
    void AddAnswer(JsonObject entry, int callId)
    {
        if (!_calls.TryGetValue(callId, out var asked))
            return;
        _entries.Remove(asked.Entry);
        entry["ScheduledTime"] = asked.At;
        (string name, string? input) = asked.Call switch
        {
            TaskScheduled scheduled => (scheduled.Name, scheduled.Input),
            SubOrchestrationInstanceCreated created => (created.Name, created.Input),
            EntityOperationCalled called => (called.Operation, called.Input),
            _ => (asked.Call.GetType().Name, null),
        };
        entry["FunctionName"] = name;
        AddInput(entry, input);
    }

    void AddInput(JsonObject entry, string? input)
    {
        if (showInput && input is not null)
            entry["Input"] = input;
    }

    void AddResult(JsonObject entry, string? result)
    {
        if (showOutput)
            entry["Result"] = result is null ? null : JsonNode.Parse(JsonText.ToElement(result).GetRawText());
    }

    static void AddReason(JsonObject entry, Failure failure)
    {
        entry["Reason"] = failure.ErrorMessage;
        AddFailure(entry, failure, "FailureDetails");
    }

    static void AddFailure(JsonObject entry, Failure? failure, string name)
    {
        if (failure is null)
            return;
        JsonObject details = new()
        {
            ["ErrorType"] = failure.ErrorType,
            ["ErrorMessage"] = failure.ErrorMessage,
            ["StackTrace"] = failure.StackTrace,
            ["IsNonRetriable"] = failure.IsNonRetriable,
        };
        AddFailure(details, failure.Inner, "InnerFailure");
        if (failure.Properties is { } properties)
            details["Properties"] = JsonSerializer.SerializeToNode(properties);
        entry[name] = details;
    }

    static string Time(DateTimeOffset time) => Time(time.UtcDateTime);

    static string Time(DateTime time) => time.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
