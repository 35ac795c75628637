namespace Orchestrator.Core.Access;

/// <summary>Permissions as rows, tokens and people write them: <c>read</c>, <c>write</c>, <c>operate</c>, <c>administer</c>.</summary>
public static class PermissionNames
{
    static readonly (string Name, Permission Permission)[] Words =
    [
        ("read", Permission.Read), ("write", Permission.Write), ("operate", Permission.Operate), ("administer", Permission.Administer),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Words.Select(word => word.Name)];

    public static IReadOnlyList<string> Of(Permission permissions) =>
        [.. Words.Where(word => permissions.HasFlag(word.Permission)).Select(word => word.Name)];

    /// <returns><see cref="Permission.None"/> for a word that is none of them; case does not count.</returns>
    public static Permission Parse(string word) =>
        Words.FirstOrDefault(known => known.Name.Equals(word, StringComparison.OrdinalIgnoreCase)).Permission;
}
