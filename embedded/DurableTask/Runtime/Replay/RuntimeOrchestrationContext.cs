using System.Text;
using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Runtime.Replay;

/// <summary>What an orchestrator sees of its execution.</summary>
internal sealed class RuntimeOrchestrationContext(OrchestrationExecution execution, object? input) : TaskOrchestrationContext
{
    /// <summary>The limit of the Azure backends, in bytes of UTF-16 as they count.</summary>
    const int CustomStatusBytesMax = 16 * 1024;

    RuntimeEntityFeature? _entities;
    int _guids;

    public override TaskName Name => execution.Instance.Name;

    public override string InstanceId => execution.Instance.InstanceId;

    public override ParentOrchestrationInstance? Parent =>
        execution.Instance.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId) : null;

    public override DateTime CurrentUtcDateTime => execution.Now;

    public override bool IsReplaying => execution.IsReplaying;

    public override string Version => execution.Instance.Version ?? "";

    public override TaskOrchestrationEntityFeature Entities => execution.Host.Options.EnableEntitySupport
        ? _entities ??= new RuntimeEntityFeature(execution)
        : throw new NotSupportedException(
            $"Durable entities are disabled because {nameof(Worker.DurableTaskWorkerOptions)}.{nameof(Worker.DurableTaskWorkerOptions.EnableEntitySupport)}=false");

    protected override ILoggerFactory LoggerFactory => execution.Host.LoggerFactory;

    DataConverter Converter => execution.Host.Converter;

    // A function's input is read as no type in particular: whoever asks for it says the type.
    public override T? GetInput<T>() where T : default =>
        input is null or T ? (T?)input : Converter.Deserialize<T>(execution.Instance.Input);

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                "TaskOptions were given as the activity's input and none as options. Is the argument meant as options?", nameof(input));
        }

        string? serialized = Converter.Serialize(input);
        string version = options?.Version is { } chosen ? chosen.Version : Version;
        // Most calls have no retries: they take no closures.
        string? result = options?.Retry is { } retry
            ? await RetryActivityAsync(name, version, serialized, retry)
            : await OpenActivity(name, version, serialized).Task;
        return Converter.Deserialize<TResult>(result)!;
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        execution.Section.EnsureMayCallSubOrchestrator();
        string? serialized = Converter.Serialize(input);
        string instanceId = NotEntity((options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N"));
        StorableText.Check(instanceId, nameof(options));
        StorableText.Check(orchestratorName.Name, nameof(orchestratorName));
        // A sub-orchestration is a new instance: without a version it gets the worker's default, not its parent's.
        string version = options switch
        {
            SubOrchestrationOptions { Version: { } chosen } => chosen.Version,
            { Version: { } chosen } => chosen.Version,
            _ => execution.Host.DefaultVersion,
        };
        Dictionary<string, string>? tags = options?.Tags is { Count: > 0 } given ? new(given) : null;
        OpenCall Call() => execution.Open(new SubOrchestrationInstanceCreated(
            execution.TakeEventId(), orchestratorName, NullIfEmpty(version), instanceId, serialized, tags));
        string? result = await (options?.Retry is { } retry ? new RetryingCalls(execution).CallAsync(this, retry, Call) : Call().Task);
        return Converter.Deserialize<TResult>(result)!;
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled(cancellationToken);
        OpenCall call = execution.Open(new TimerCreated(execution.TakeEventId(), fireAt.ToUniversalTime()));
        if (cancellationToken.CanBeCanceled) cancellationToken.Register(() => execution.Cancel(call, cancellationToken));
        return call.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        execution.EnsureOwnThread();
        return execution.Events.WaitAsync<T>(eventName, Converter, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        NotEntity(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        StorableText.Check(instanceId, nameof(instanceId));
        string? serialized = Converter.Serialize(payload);
        execution.Act(new EventSent(execution.TakeEventId(), instanceId, eventName, serialized));
    }

    /// <exception cref="ArgumentException">Longer than 16 KB.</exception>
    public override void SetCustomStatus(object? customStatus)
    {
        execution.EnsureOwnThread();
        string serialized = Converter.Serialize(customStatus) ?? "null";
        int bytes = Encoding.Unicode.GetByteCount(serialized);
        if (bytes > CustomStatusBytesMax)
        {
            throw new ArgumentException(
                $"The size of the custom status is {bytes} bytes as UTF-16 JSON; the limit is {CustomStatusBytesMax / 1024} KB.", nameof(customStatus));
        }

        execution.CustomStatus = serialized;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        execution.EnsureOwnThread();
        string? version = string.IsNullOrWhiteSpace(options.NewVersion) ? null : options.NewVersion;
        execution.ContinueAsNew = new ContinueAsNewRequest(Converter.Serialize(options.NewInput), version, options.PreserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        execution.EnsureOwnThread();
        return DeterministicGuid.Create(InstanceId, CurrentUtcDateTime, _guids++);
    }

    OpenCall OpenActivity(string name, string version, string? input) =>
        execution.Open(new TaskScheduled(execution.TakeEventId(), name, NullIfEmpty(version), input));

    Task<string?> RetryActivityAsync(string name, string version, string? input, TaskRetryOptions retry) =>
        new RetryingCalls(execution).CallAsync(this, retry, () => OpenActivity(name, version, input));

    /// <exception cref="ArgumentException">An entity's id: entities are called and signalled.</exception>
    string NotEntity(string instanceId) => execution.Host.Options.EnableEntitySupport && instanceId is ['@', ..]
        ? throw new ArgumentException($"The instance id '{instanceId}' begins with @, which names entities.", nameof(instanceId))
        : instanceId;

    static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
