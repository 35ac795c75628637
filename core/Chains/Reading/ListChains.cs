using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Chains.Reading;

/// <summary>Lists chains, newest first, a page at a time.</summary>
public sealed class ListChains(IChainRepository chains)
{
    /// <param name="pageSize">1 to 200; 0: 50.</param>
    /// <param name="pageToken">Empty: the first page.</param>
    /// <exception cref="InvalidRequestException">The filter or the page is not as it should be; nothing was read.</exception>
    public async Task<ChainPage> ExecuteAsync(
        ChainFilter filter, int pageSize, string pageToken, Violations violations, CancellationToken cancellationToken)
    {
        filter.Check(violations);
        int size = PageSize.Read(violations, pageSize);
        string fingerprint = filter.Fingerprint();
        TaskCursor? after = null;
        if (pageToken.Length > 0 && !TaskCursor.TryReadToken(pageToken, fingerprint, out after))
        {
            violations.Add("page_token", PageSize.TokenRule);
        }

        violations.ThrowIfAny();
        IReadOnlyList<ChainRecord> found = await chains.ListAsync(filter, after, size + 1, cancellationToken);
        return found.Count <= size
            ? new ChainPage(found, "")
            : new ChainPage([.. found.Take(size)], new TaskCursor(found[size - 1].CreatedAt, found[size - 1].Id).ToToken(fingerprint));
    }
}

/// <param name="NextPageToken">Empty: there are no more.</param>
public sealed record ChainPage(IReadOnlyList<ChainRecord> Chains, string NextPageToken);
