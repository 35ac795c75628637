using Mono.Cecil;

namespace Orchestrator.Architecture.Tests.Il;

public sealed class OrchestratorPurityTests
{
    static readonly OrchestratorCode s_fixtures = new(ProductionAssemblies.Fixtures("Il.Fixtures.Orchestrators"));

    public static TheoryData<string> ImpureOrchestrators =>
        [.. s_fixtures.EntryPoints.Where(entry => entry.DeclaringType.Name == "Impure").Select(entry => entry.Name)];

    [Fact]
    public void Orchestrators_DecideOnly()
    {
        AssemblyDefinition[] followed = [ProductionAssemblies.Functions, ProductionAssemblies.Core, ProductionAssemblies.Database];
        var code = new OrchestratorCode(followed.SelectMany(Code.TypesOf));

        Assert.NotEmpty(code.EntryPoints);
        Violations.AssertNone(
            "Orchestrators are replayed: take it from the context, or do it in an activity.", OrchestratorPurity.Violations(code));
    }

    [Theory]
    [MemberData(nameof(ImpureOrchestrators))]
    public void Rule_OnAnImpureOrchestrator_NamesWhatItUses(string orchestrator)
    {
        string used = orchestrator.Replace("_ctor", "..ctor", StringComparison.Ordinal).Replace("_get_", ".get_", StringComparison.Ordinal);
        string type = orchestrator.Split('_')[0];

        string subject = $"orchestrator {typeof(OrchestratorPurityTests).Namespace}.Fixtures.Orchestrators.Impure.{orchestrator}:";
        IEnumerable<string> found = OrchestratorPurity.Violations(s_fixtures)
            .Where(violation => violation.StartsWith(subject, StringComparison.Ordinal));

        Assert.Contains(found, violation => violation.Contains($".{type}.", StringComparison.Ordinal)
            && violation.EndsWith(used[(type.Length + 1)..].Split('.')[^1], StringComparison.Ordinal));
    }

    [Fact]
    public void Rule_OnAPureOrchestratorBesideAnActivity_FindsNothing() => Assert.DoesNotContain(
        OrchestratorPurity.Violations(s_fixtures), violation => violation.Contains(".Pure.", StringComparison.Ordinal));
}
