using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Clients;

/// <summary>What is asked of the store alone.</summary>
internal sealed partial class RuntimeDurableTaskClient
{
    const int PurgePage = 500;

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        await _hub.OpenAsync(cancellation);
        InstanceState? state = await _hub.Store.FindAsync(InstanceIdText.Check(instanceId), getInputsAndOutputs, cancellation);
        return state is null ? null : Describe(state, getInputsAndOutputs);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        Pageable.Create(async (continuation, pageSize, cancellation) =>
        {
            await _hub.OpenAsync(cancellation);
            bool withPayloads = filter?.FetchInputsAndOutputs ?? false;
            if (filter?.TaskHubNames is { } hubs && !hubs.Contains(_hub.Options.HubName)) return new Page<OrchestrationMetadata>([]);
            var query = new InstanceQuery(
                pageSize ?? filter?.PageSize ?? OrchestrationQuery.DefaultPageSize,
                continuation ?? filter?.ContinuationToken,
                filter?.InstanceIdPrefix,
                filter?.CreatedFrom,
                filter?.CreatedTo,
                Statuses: Statuses(filter?.Statuses),
                WithPayloads: withPayloads);
            IReadOnlyList<InstanceState> page = await _hub.Store.QueryAsync(query, cancellation);
            return new Page<OrchestrationMetadata>([.. page.Select(s => Describe(s, withPayloads))], Next(page, query.PageSize));
        });

    public override async Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pageSize);
        await _hub.OpenAsync(cancellation);
        IReadOnlyCollection<InstanceStatus> statuses = Statuses(runtimeStatus) ?? Final;
        var query = new InstanceQuery(
            pageSize, lastInstanceKey, CompletedFrom: completedTimeFrom, CompletedTo: completedTimeTo, Statuses: [.. statuses.Intersect(Final)]);
        IReadOnlyList<InstanceState> page = await _hub.Store.QueryAsync(query, cancellation);
        return new Page<string>([.. page.Select(s => s.Instance.InstanceId)], Next(page, pageSize));
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        await _hub.OpenAsync(cancellation);
        List<string> ids = [InstanceIdText.Check(instanceId)];
        if (options?.Recursive == true) await AddDescendantsAsync(ids, cancellation);
        return new PurgeResult(await _hub.Store.PurgeAsync(ids, cancellation));
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Timeout <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(filter), filter.Timeout, $"{nameof(PurgeInstancesFilter.Timeout)} must be positive.");
        await _hub.OpenAsync(cancellation);
        DateTimeOffset? deadline = filter.Timeout is { } timeout ? _hub.Environment.Time.GetUtcNow() + timeout : null;
        IReadOnlyCollection<InstanceStatus> statuses = Statuses(filter.Statuses) ?? Final;
        string? after = null;
        int purged = 0;
        while (true)
        {
            IReadOnlyList<InstanceState> page = await _hub.Store.QueryAsync(
                new InstanceQuery(
                    PurgePage, after, CreatedFrom: filter.CreatedFrom, CreatedTo: filter.CreatedTo, Statuses: [.. statuses.Intersect(Final)]),
                cancellation);
            if (page.Count == 0) return new PurgeResult(purged, isComplete: true);
            after = page[^1].Instance.InstanceId;
            List<string> ids = [.. page.Select(s => s.Instance.InstanceId)];
            if (options?.Recursive == true) await AddDescendantsAsync(ids, cancellation);
            purged += await _hub.Store.PurgeAsync(ids, cancellation);
            if (_hub.Environment.Time.GetUtcNow() >= deadline) return new PurgeResult(purged, isComplete: page.Count < PurgePage);
        }
    }

    /// <summary>Adds the sub-orchestrations that the histories name, and theirs.</summary>
    async Task AddDescendantsAsync(List<string> ids, CancellationToken cancellation)
    {
        var known = new HashSet<string>(ids);
        for (int i = 0; i < ids.Count; i++)
        {
            if (await _hub.Store.ReadHistoryAsync(ids[i], cancellation) is not { Result: not null } stored) continue;
            ids.AddRange(stored.Turns.SelectMany(t => HistoryReader.Read(t.Events, t.Payloads)).OfType<SubOrchestrationInstanceCreated>()
                .Select(e => e.InstanceId).Where(known.Add));
        }
    }

    OrchestrationMetadata Describe(InstanceState state, bool withPayloads) => new(state.Instance.Name, state.Instance.InstanceId)
    {
        RuntimeStatus = (OrchestrationRuntimeStatus)state.Status,
        CreatedAt = state.Instance.CreatedAt,
        LastUpdatedAt = state.LastUpdatedAt,
        SerializedInput = withPayloads ? state.Instance.Input : null,
        SerializedOutput = withPayloads ? state.Output : null,
        // A status that was set to null again is stored as its JSON.
        SerializedCustomStatus = withPayloads && state.CustomStatus != "null" ? state.CustomStatus : null,
        FailureDetails = state.Failure?.ToDetails(),
        DataConverter = withPayloads ? Converter : null,
        Tags = state.Instance.Tags ?? new Dictionary<string, string>(),
    };

    static IReadOnlyCollection<InstanceStatus>? Statuses(IEnumerable<OrchestrationRuntimeStatus>? statuses)
    {
        InstanceStatus[] chosen = [.. (statuses ?? []).Select(s => (InstanceStatus)s)];
        return chosen.Length == 0 ? null : chosen;
    }

    static string? Next(IReadOnlyList<InstanceState> page, int pageSize) => page.Count < pageSize ? null : page[^1].Instance.InstanceId;

    static readonly InstanceStatus[] Final =
        [InstanceStatus.Completed, InstanceStatus.Failed, InstanceStatus.Canceled, InstanceStatus.Terminated];
}
