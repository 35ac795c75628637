using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orchestrator.Infra.Tests.Bicep;

/// <summary>Rules for what a deployment makes. Each returns its violations.</summary>
static partial class ResourceRules
{
    /// <summary>Preview versions that are used all the same, with the reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> PreviewVersions = new Dictionary<string, string>
    {
        ["Microsoft.Insights/diagnosticSettings@2021-05-01-preview"] = "the newest there is; the stable one, of 2016, has no groups of categories",
    };

    // What has no tags of its own: a part or an extension of another resource.
    static readonly HashSet<string> Untagged =
    [
        "Microsoft.Authorization/roleAssignments",
        "Microsoft.Consumption/budgets",
        "Microsoft.DBforPostgreSQL/flexibleServers/administrators",
        "Microsoft.DBforPostgreSQL/flexibleServers/configurations",
        "Microsoft.DBforPostgreSQL/flexibleServers/databases",
        "Microsoft.DurableTask/schedulers/taskHubs",
        "Microsoft.Insights/diagnosticSettings",
        "Microsoft.Network/privateDnsZones/A",
        "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
        "Microsoft.Storage/storageAccounts/blobServices",
        "Microsoft.Storage/storageAccounts/blobServices/containers",
        "Microsoft.Storage/storageAccounts/queueServices",
        "Microsoft.Storage/storageAccounts/tableServices",
        "Microsoft.Web/sites/basicPublishingCredentialsPolicies",
        "Microsoft.Web/sites/config",
    ];

    // These manage resources, or hand out rights to do so.
    static readonly Dictionary<string, string> BroadRoles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["8e3af657-a8ff-443c-a75c-2fe8c4bcb635"] = "Owner",
        ["b24988ac-6180-42a0-ab88-20f7382dd24c"] = "Contributor",
        ["18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"] = "User Access Administrator",
        ["f58310d9-a9f6-439a-9e8d-f62e7b41a168"] = "Role Based Access Control Administrator",
    };

    // Type, property, what it must be.
    static readonly (string Type, string[] Path, string Value)[] Closed =
    [
        ("Microsoft.DBforPostgreSQL/flexibleServers", ["properties", "network", "publicNetworkAccess"], "Disabled"),
        ("Microsoft.DBforPostgreSQL/flexibleServers", ["properties", "authConfig", "passwordAuth"], "Disabled"),
        ("Microsoft.DBforPostgreSQL/flexibleServers", ["properties", "authConfig", "activeDirectoryAuth"], "Enabled"),
        ("Microsoft.Storage/storageAccounts", ["properties", "publicNetworkAccess"], "Disabled"),
        ("Microsoft.Storage/storageAccounts", ["properties", "allowSharedKeyAccess"], "false"),
        ("Microsoft.Storage/storageAccounts", ["properties", "allowBlobPublicAccess"], "false"),
        ("Microsoft.Storage/storageAccounts", ["properties", "supportsHttpsTrafficOnly"], "true"),
        ("Microsoft.KeyVault/vaults", ["properties", "publicNetworkAccess"], "Disabled"),
        ("Microsoft.KeyVault/vaults", ["properties", "enableRbacAuthorization"], "true"),
        ("Microsoft.KeyVault/vaults", ["properties", "enablePurgeProtection"], "true"),
        ("Microsoft.ContainerRegistry/registries", ["properties", "adminUserEnabled"], "false"),
        ("Microsoft.ContainerRegistry/registries", ["properties", "anonymousPullEnabled"], "false"),
        ("Microsoft.Insights/components", ["properties", "DisableLocalAuth"], "true"),
        ("Microsoft.Web/sites", ["properties", "httpsOnly"], "true"),
        ("Microsoft.Web/sites", ["properties", "siteConfig", "ipSecurityRestrictionsDefaultAction"], "Deny"),
        ("Microsoft.Web/sites/basicPublishingCredentialsPolicies", ["properties", "allow"], "false"),
        ("Microsoft.App/containerApps", ["properties", "configuration", "ingress", "allowInsecure"], "false"),
    ];

    public static IEnumerable<string> DoorsAreClosed(IReadOnlyList<JsonElement> resources) =>
        from resource in resources
        from rule in Closed
        where resource.Type() == rule.Type && resource.Text(rule.Path) != rule.Value
        select $"{resource.Title()}: {string.Join('.', rule.Path)} must be {rule.Value}, not {resource.Text(rule.Path) ?? "left out"}";

    public static IEnumerable<string> NoFirewallHoles(IReadOnlyList<JsonElement> resources) =>
        resources.Where(resource => resource.Type().EndsWith("/firewallRules", StringComparison.Ordinal))
            .Select(resource => $"{resource.Title()} opens the database to an address of the internet");

    public static IEnumerable<string> RolesAreNarrow(IReadOnlyList<JsonElement> resources) =>
        from resource in resources
        where resource.Type() == "Microsoft.Authorization/roleAssignments"
        let role = resource.Text("properties", "roleDefinitionId")?.Split('/', '\'')
            .LastOrDefault(part => Guid.TryParse(part, out _)) ?? ""
        where BroadRoles.ContainsKey(role) || !Guid.TryParse(role, out _)
        select $"{resource.Title()} gives {(BroadRoles.TryGetValue(role, out string? name) ? name : "a role that is not named by its id")}";

    public static IEnumerable<string> VersionsAreStable(IReadOnlyList<JsonElement> resources) =>
        from resource in resources
        let version = $"{resource.Type()}@{resource.Text("apiVersion")}"
        where !PinnedVersion.IsMatch(version) || (version.EndsWith("-preview", StringComparison.Ordinal) && !PreviewVersions.ContainsKey(version))
        select $"{version} is not a stable version; where there is no other, list it with the reason";

    public static IEnumerable<string> TaggedWhereItCanBe(IReadOnlyList<JsonElement> resources) =>
        from resource in resources
        where !Untagged.Contains(resource.Type())
        where resource.Text("tags", "product") is null || resource.Text("tags", "environment") is null
        select $"{resource.Title()} lacks the tags product and environment";

    [GeneratedRegex(@"@\d{4}-\d{2}-\d{2}(-preview)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PinnedVersion { get; }
}
