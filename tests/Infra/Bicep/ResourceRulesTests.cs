using System.Text.Json;

namespace Orchestrator.Infra.Tests.Bicep;

[Collection(nameof(Infrastructure))]
public sealed class ResourceRulesTests(Infrastructure infrastructure)
{
    [Fact]
    public void DoorsAreClosed_EveryDeployment_NoPublicDatabaseStorageOrVaultAndNoPasswords() =>
        Hold("Databases, storage and vaults are reached from the network alone, and by identities.", ResourceRules.DoorsAreClosed);

    [Fact]
    public void NoFirewallHoles_EveryDeployment_None() =>
        Hold("A database without a public address needs no firewall rule.", ResourceRules.NoFirewallHoles);

    [Fact]
    public void RolesAreNarrow_EveryDeployment_NeitherOwnerNorContributor() =>
        Hold("Identities get roles on data, not on resources.", ResourceRules.RolesAreNarrow);

    [Fact]
    public void VersionsAreStable_EveryDeployment_PinnedAndNotPreview() =>
        Hold("API versions are pinned and stable.", ResourceRules.VersionsAreStable);

    [Fact]
    public void TaggedWhereItCanBe_EveryDeployment_ProductAndEnvironment() =>
        Hold("Costs are told apart by tags.", ResourceRules.TaggedWhereItCanBe);

    [Theory]
    [InlineData("""{ "type": "Microsoft.DBforPostgreSQL/flexibleServers", "name": "a", "properties": { "network": { "publicNetworkAccess": "Enabled" } } }""")]
    [InlineData("""{ "type": "Microsoft.Storage/storageAccounts", "name": "a", "properties": { "publicNetworkAccess": "Disabled", "allowSharedKeyAccess": true } }""")]
    [InlineData("""{ "type": "Microsoft.KeyVault/vaults", "name": "a", "properties": { "publicNetworkAccess": "Enabled" } }""")]
    [InlineData("""{ "type": "Microsoft.Web/sites", "name": "a", "properties": { "httpsOnly": true, "siteConfig": { } } }""")]
    public void DoorsAreClosed_OpenOne_IsFound(string resource) => Assert.NotEmpty(ResourceRules.DoorsAreClosed(Only(resource)));

    [Fact]
    public void NoFirewallHoles_Rule_IsFound() => Assert.NotEmpty(ResourceRules.NoFirewallHoles(
        Only("""{ "type": "Microsoft.DBforPostgreSQL/flexibleServers/firewallRules", "name": "a/all" }""")));

    [Theory]
    [InlineData("8e3af657-a8ff-443c-a75c-2fe8c4bcb635")]
    [InlineData("B24988AC-6180-42A0-AB88-20F7382DD24C")]
    [InlineData("Contributor")]
    public void RolesAreNarrow_BroadOrUnknownRole_IsFound(string role) => Assert.NotEmpty(ResourceRules.RolesAreNarrow(Only(
        $$"""{ "type": "Microsoft.Authorization/roleAssignments", "properties": { "roleDefinitionId": "/x/roleDefinitions/{{role}}" } }""")));

    [Theory]
    [InlineData("2025-01-01-preview")]
    [InlineData("latest")]
    public void VersionsAreStable_PreviewOrUnpinned_IsFound(string version) =>
        Assert.NotEmpty(ResourceRules.VersionsAreStable(Only($$"""{ "type": "Microsoft.App/jobs", "apiVersion": "{{version}}" }""")));

    [Theory]
    [InlineData("""{ "type": "Microsoft.App/jobs", "name": "a" }""")]
    [InlineData("""{ "type": "Microsoft.App/jobs", "name": "a", "tags": { "product": "orchestrator" } }""")]
    public void TaggedWhereItCanBe_WithoutTags_IsFound(string resource) => Assert.NotEmpty(ResourceRules.TaggedWhereItCanBe(Only(resource)));

    static IReadOnlyList<JsonElement> Only(string resource) => [JsonElement.Parse(resource)];

    void Hold(string says, Func<IReadOnlyList<JsonElement>, IEnumerable<string>> rule) =>
        Violations.AssertNone(says, infrastructure.Deployments.SelectMany(deployment => deployment.Value.Count == 0
            ? [$"{deployment.Key} does not compile"]
            : rule(deployment.Value).Select(violation => $"{deployment.Key}: {violation}")));
}

[CollectionDefinition(nameof(Infrastructure))]
public sealed class InfrastructureTests : ICollectionFixture<Infrastructure>;
