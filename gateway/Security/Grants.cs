using System.Collections.Frozen;
using Orchestrator.Core.Access;

namespace Orchestrator.Gateway.Security;

/// <summary>Permissions by namespace. Those given everywhere hold in every namespace beside its own.</summary>
sealed record Grants(Permission Everywhere, FrozenDictionary<string, Permission> ByNamespace)
{
    public static Grants Everything { get; } = Of(ApiKey.EveryNamespace, Enum.GetValues<Permission>());

    /// <summary>The same permissions in each of these; <see cref="ApiKey.EveryNamespace"/> is every one.</summary>
    public static Grants Of(IEnumerable<string> namespaces, Permission permissions) =>
        Join(namespaces.Select(name => (name, permissions)));

    public static Grants Join(IEnumerable<(string Namespace, Permission Permissions)> grants)
    {
        Dictionary<string, Permission> joined = grants
            .GroupBy(grant => grant.Namespace)
            .ToDictionary(group => group.Key, group => group.Aggregate(Permission.None, (all, grant) => all | grant.Permissions));
        joined.Remove(ApiKey.EveryNamespace, out Permission everywhere);
        return new Grants(everywhere, joined.ToFrozenDictionary());
    }

    public bool Hold(Permission needed, string @namespace) =>
        ((Everywhere | ByNamespace.GetValueOrDefault(@namespace)) & needed) == needed;

    public bool HoldEverywhere(Permission needed) => (Everywhere & needed) == needed;

    /// <summary>In no namespace at all: what a caller is told apart from a namespace that is not theirs.</summary>
    public bool HoldNowhere(Permission needed) =>
        !HoldEverywhere(needed) && ByNamespace.Values.All(held => ((Everywhere | held) & needed) != needed);

    static Grants Of(string @namespace, IEnumerable<Permission> permissions) =>
        Of([@namespace], permissions.Aggregate(Permission.None, (all, one) => all | one));
}
