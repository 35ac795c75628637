namespace Microsoft.DurableTask.Client.Entities;

/// <summary>Which entities, all conditions together.</summary>
public record EntityQuery
{
    public const int DefaultPageSize = 100;

    /// <summary>
    /// Of the id as text. The first <c>@</c> may be left out; with the second one, the name is exact and the rest begins a key. The name's
    /// part is turned to lower case.
    /// </summary>
    public string? InstanceIdStartsWith
    {
        get;
        init
        {
            if (value is null)
                return;
            string prefix = value is ['@', ..] ? value : $"@{value}";
            int key = prefix.IndexOf('@', 1) is > 0 and int separator ? separator : prefix.Length;
            field = string.Concat(prefix[..key].ToLowerInvariant(), prefix.AsSpan(key));
        }
    }

    public DateTimeOffset? LastModifiedFrom { get; init; }

    public DateTimeOffset? LastModifiedTo { get; init; }

    public bool IncludeState { get; init; } = true;

    /// <summary>Entities too that have no state and are known by their lock alone.</summary>
    public bool IncludeTransient { get; init; }

    /// <summary>Null: <see cref="DefaultPageSize"/>.</summary>
    public int? PageSize { get; init; }

    public string? ContinuationToken { get; init; }
}
