using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Runtime.Clients;

/// <summary>The client of a hub. Each call returns once what it asks for is durable.</summary>
internal sealed partial class RuntimeDurableTaskClient : DurableTaskClient
{
    static readonly InstanceStatus[] s_live = [InstanceStatus.Running, InstanceStatus.Pending, InstanceStatus.Suspended];
    readonly DurableHub _hub;
    readonly DurableTaskClientOptions _options;

    public RuntimeDurableTaskClient(string name, DurableHub hub, IOptionsMonitor<DurableTaskClientOptions> options)
        : base(name)
    {
        _hub = hub;
        _options = options.Get(name);
    }

    public override DurableEntityClient Entities => _options.EnableEntitySupport
        ? field ??= new RuntimeDurableEntityClient(Name, _hub, Converter)
        : throw new NotSupportedException(
            $"Durable entities are disabled because {nameof(DurableTaskClientOptions)}.{nameof(DurableTaskClientOptions.EnableEntitySupport)}=false");

    DataConverter Converter => _options.DataConverter;

    // The hub belongs to the services.
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <exception cref="OrchestrationAlreadyExistsException">
    /// An instance of this id is in one of the dedupe statuses; without any given, in one of a live instance.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// A dedupe status that does not exist, Terminated among them although a live instance may be replaced, or an id that cannot be stored.
    /// </exception>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        if (string.IsNullOrEmpty(orchestratorName.Name)) throw new ArgumentException("The orchestrator needs a name.", nameof(orchestratorName));
        StorableText.Check(orchestratorName.Name, nameof(orchestratorName));
        bool isFreshId = string.IsNullOrEmpty(options?.InstanceId);
        string instanceId = isFreshId ? _hub.Environment.NewId().ToString("N") : InstanceIdText.Check(options!.InstanceId!);
        string version = options?.Version is { } chosen ? chosen.Version : _options.DefaultVersion;
        var row = new InstanceRow(
            Id: 0,
            instanceId,
            Execution: 0,
            orchestratorName.Name,
            version.Length == 0 ? null : version,
            Converter.Serialize(input),
            options?.Tags is { Count: > 0 } tags ? new Dictionary<string, string>(tags) : null,
            Parent: null,
            _hub.Environment.Time.GetUtcNow(),
            options?.StartAt);
        await StartAsync(new StartMessage(row, DedupeStatuses(options), isFreshId), cancellation);
        return instanceId;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return _hub.SendAsync(InstanceIdText.Check(instanceId), new EventRaised(eventName, Converter.Serialize(eventPayload)), cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        _hub.SendAsync(
            InstanceIdText.Check(instanceId), new ExecutionTerminated(Converter.Serialize(options?.Output), options?.Recursive ?? false), cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        _hub.SendAsync(InstanceIdText.Check(instanceId), new ExecutionSuspended(reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        _hub.SendAsync(InstanceIdText.Check(instanceId), new ExecutionResumed(reason), cancellation);

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        InstanceState state = await _hub.WaitAsync(InstanceIdText.Check(instanceId), s => s != InstanceStatus.Pending, cancellation);
        return Describe(state, getInputsAndOutputs);
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        InstanceState state = await _hub.WaitAsync(InstanceIdText.Check(instanceId), s => s.IsFinal(), cancellation);
        return Describe(state, getInputsAndOutputs);
    }

    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">It lives, and is to be restarted under its own id.</exception>
    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        await _hub.OpenAsync(cancellation);
        InstanceState state = await _hub.Store.FindAsync(InstanceIdText.Check(instanceId), withPayloads: true, cancellation)
            ?? throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.", nameof(instanceId));
        if (!restartWithNewInstanceId && !state.Status.IsFinal())
        {
            throw new InvalidOperationException($"An orchestration with the instanceId {instanceId} is {state.Status} and cannot be restarted.");
        }

        string newId = restartWithNewInstanceId ? _hub.Environment.NewId().ToString("N") : instanceId;
        InstanceRow row = state.Instance with
        {
            Id = 0,
            InstanceId = newId,
            Execution = 0,
            Parent = null,
            StartAt = null,
            CreatedAt = _hub.Environment.Time.GetUtcNow(),
        };
        await StartAsync(new StartMessage(row, StartMessage.LiveStatuses, restartWithNewInstanceId), cancellation);
        return newId;
    }

    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">It has not failed.</exception>
    public override async Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        await _hub.OpenAsync(cancellation);
        InstanceState state = await _hub.Store.FindAsync(InstanceIdText.Check(instanceId), withPayloads: false, cancellation)
            ?? throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.", nameof(instanceId));
        if (state.Status != InstanceStatus.Failed)
        {
            throw new InvalidOperationException($"Only a failed orchestration can be rewound; '{instanceId}' is {state.Status}.");
        }

        await _hub.SendAsync(instanceId, new ExecutionRewound(reason), cancellation);
    }

    async Task StartAsync(StartMessage start, CancellationToken cancellation)
    {
        while (await _hub.StartAsync(start, cancellation) is { } status)
        {
            if (status.IsFinal() || start.Dedupe.Contains(status))
            {
                throw new OrchestrationAlreadyExistsException($"An orchestration with id '{start.InstanceId}' already exists. It is {status}.");
            }

            // A live instance that is to make way, owned by another process: it ends first. That very one: read late, the message must
            // not end its successor.
            IReadOnlyDictionary<string, ExistingInstance> found = await _hub.Store.FindExistingAsync([start.InstanceId], cancellation);
            if (!found.TryGetValue(start.InstanceId, out ExistingInstance? live) || live.Status.IsFinal()) continue;
            var ending = new ExecutionTerminated("\"Replaced by a new start.\"", Recursive: false);
            await _hub.SendAsync(new EventMessage(start.InstanceId, ending, live.Id, EventMessage.AnyExecution), cancellation);
            await _hub.WaitAsync(start.InstanceId, s => s.IsFinal(), cancellation);
        }
    }

    static IReadOnlyCollection<InstanceStatus> DedupeStatuses(StartOrchestrationOptions? options)
    {
        if (options?.DedupeStatuses is not { } names) return StartMessage.LiveStatuses;
        var statuses = new HashSet<InstanceStatus>();
        foreach (string name in names)
        {
            if (!Enum.TryParse(name, ignoreCase: true, out InstanceStatus status) || !Enum.IsDefined(status))
            {
                throw new ArgumentException($"Invalid orchestration runtime status: '{name}' for deduplication.", nameof(options));
            }

            statuses.Add(status);
        }

        // A live instance makes way by being terminated: it would then refuse the very start that it made way for.
        if (statuses.Contains(InstanceStatus.Terminated) && !s_live.All(statuses.Contains))
        {
            throw new ArgumentException(
                "Invalid dedupe statuses: cannot include 'Terminated' while also allowing reuse of running instances, " +
                "because the running instance would be terminated and then immediately conflict with the dedupe check.",
                nameof(options));
        }

        return statuses;
    }
}
