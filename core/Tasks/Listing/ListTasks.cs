using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks.Listing;

/// <summary>Lists tasks, newest first, or a map's items in their order, a page at a time.</summary>
public sealed class ListTasks(ITaskRepository tasks)
{
    public const int DefaultPageSize = 50;
    public const int MaxPageSize = 200;

    /// <param name="pageSize">1 to 200; 0: 50.</param>
    /// <param name="pageToken">Empty: the first page.</param>
    /// <exception cref="InvalidRequestException">The filter or the page is not as it should be; nothing was read.</exception>
    public async Task<TaskPage> ExecuteAsync(
        TaskFilter filter, int pageSize, string pageToken, Violations violations, CancellationToken cancellationToken)
    {
        filter.Check(violations);
        if (pageSize is < 0 or > MaxPageSize)
        {
            violations.Add("page_size", $"must be 1 to {MaxPageSize}, or 0 for {DefaultPageSize}");
        }

        string fingerprint = filter.Fingerprint();
        TaskCursor? after = null;
        if (pageToken.Length > 0 && !TaskCursor.TryReadToken(pageToken, fingerprint, out after))
        {
            violations.Add("page_token", "must be the next_page_token of a list with the same filters");
        }

        violations.ThrowIfAny();
        int size = pageSize == 0 ? DefaultPageSize : pageSize;
        IReadOnlyList<TaskRecord> found = await tasks.ListAsync(filter, after, size + 1, cancellationToken);
        return found.Count <= size
            ? new TaskPage(found, "")
            : new TaskPage([.. found.Take(size)], TaskCursor.After(found[size - 1]).ToToken(fingerprint));
    }
}

/// <param name="NextPageToken">Empty: there are no more.</param>
public sealed record TaskPage(IReadOnlyList<TaskRecord> Tasks, string NextPageToken);
