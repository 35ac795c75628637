using System.Text.Json;

namespace Orchestrator.Infra.Tests.Bicep;

[Collection(nameof(Infrastructure))]
public sealed class SourceRulesTests(Infrastructure infrastructure)
{
    [Fact]
    public void EveryFileIsUsed_FromMain_AllReached() =>
        Violations.AssertNone("Every .bicep file is reached from main.bicep.", SourceRules.EveryFileIsUsed(Sources(), "main.bicep"));

    [Fact]
    public void ParameterFiles_Folder_AreTheOnesThatTheRulesLookAt() => Assert.Equal(
        Infrastructure.ParameterFiles.Order(),
        Directory.GetFiles(Infrastructure.Folder, "*.bicepparam").Select(Path.GetFileName).Order());

    [Fact]
    public void SecretsAreSecure_EveryTemplate_NoneIsPlain() =>
        Hold("Secrets are secure parameters without defaults.", SourceRules.SecretsAreSecure);

    [Fact]
    public void NoLiteralSecrets_EveryTemplate_None() => Hold("No secret is written out.", SourceRules.NoLiteralSecrets);

    [Fact]
    public void ParametersAndOutputsAreDescribed_EveryTemplate_All() =>
        Hold("Parameters and outputs say what they are.", SourceRules.ParametersAndOutputsAreDescribed);

    [Fact]
    public void RolesAreNamed_RolesFile_EachInItsComment() => Violations.AssertNone(
        "A role's id is read by nobody without its name.",
        SourceRules.RolesAreNamed(File.ReadAllText(Path.Combine(Infrastructure.Folder, "roles.bicep"))));

    [Theory]
    [InlineData("  acrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d'")]
    [InlineData("  acrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d' // AcrPush")]
    public void RolesAreNamed_WithoutItsName_IsFound(string line) => Assert.NotEmpty(SourceRules.RolesAreNamed(line));

    [Theory]
    [InlineData("module a 'missing.bicep' = {}", "main.bicep names missing.bicep, and there is none")]
    [InlineData("// module a 'other.bicep'", "other.bicep is used by nobody")]
    public void EveryFileIsUsed_MissingOrUnused_IsFound(string main, string violation) => Assert.Contains(
        violation, SourceRules.EveryFileIsUsed(new Dictionary<string, string> { ["main.bicep"] = main, ["other.bicep"] = "" }, "main.bicep"));

    [Theory]
    [InlineData("""{ "parameters": { "modelKey": { "type": "string" } } }""")]
    [InlineData("""{ "parameters": { "modelKey": { "type": "securestring", "defaultValue": "abc" } } }""")]
    public void SecretsAreSecure_PlainOrDefault_IsFound(string template) =>
        Assert.NotEmpty(SourceRules.SecretsAreSecure("a", JsonElement.Parse(template)));

    [Theory]
    [InlineData("""{ "resources": [{ "properties": { "administratorLoginPassword": "abc" } }] }""")]
    [InlineData("""{ "resources": [{ "properties": { "value": "[format('Host={0};Password=abc', 1)]" } }] }""")]
    [InlineData("""{ "variables": { "storage": "AccountName=a;AccountKey=abc==" } }""")]
    public void NoLiteralSecrets_Literal_IsFound(string template) =>
        Assert.NotEmpty(SourceRules.NoLiteralSecrets("a", JsonElement.Parse(template)));

    [Fact]
    public void ParametersAndOutputsAreDescribed_WithoutDescription_IsFound() => Assert.Equal(
        ["a: x has no @description"],
        SourceRules.ParametersAndOutputsAreDescribed("a", JsonElement.Parse("""{ "parameters": { "x": { "type": "string" } } }""")));

    static Dictionary<string, string> Sources() => Directory.EnumerateFiles(Infrastructure.Folder, "*.bicep", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Infrastructure.Folder, file), File.ReadAllText);

    void Hold(string says, Func<string, JsonElement, IEnumerable<string>> rule) =>
        Violations.AssertNone(says, infrastructure.Compilation.Templates.SelectMany(template => rule(template.Key, template.Value)));
}
