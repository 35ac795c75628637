namespace Microsoft.DurableTask.Runtime.Store;

/// <summary>Lists that are seldom filled: null until their first entry.</summary>
internal static class Few
{
    /// <summary>What the list holds; an empty one costs nothing.</summary>
    public static IReadOnlyList<T> Of<T>(List<T>? list)
    {
        // Not list ?? []: that would make a List for each look at it.
        if (list is null) return [];
        return list;
    }
}
