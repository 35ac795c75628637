using Mono.Cecil;
using Orchestrator.Architecture.Tests.Il;

namespace Orchestrator.Architecture.Tests.Signatures;

/// <summary>
/// Keeps the seam between the two builds true where the real packages cannot be restored: what is public in
/// <c>embedded/</c> is what they have; of the durable runtime's packages all of it, but for a list with reasons.
/// </summary>
public sealed class SignatureTests
{
    public static TheoryData<string> EmbeddedAssemblies => [.. ProductionAssemblies.Embedded.Select(assembly => assembly.Name.Name)];

    [Theory]
    [MemberData(nameof(EmbeddedAssemblies))]
    public void PublicSurface_OfAnEmbeddedAssembly_IsThatOfTheRealPackages(string assembly)
    {
        IReadOnlySet<string> exceptions = RealApi.Exceptions;

        IEnumerable<ApiDifference> differences = ApiComparison.Compare(Print(assembly), RealApi.LinesFor(assembly))
            .Where(difference => !exceptions.Contains(difference.Line));

        Violations.AssertNone(
            $"{assembly} declares what the real packages do not. Make it internal, or give it the real signature; embedded/api/" +
            $"{RealApi.ExceptionsFile} is for what is proven to exist in a newer release than the list.",
            differences.Select(difference => difference.ToString()));
    }

    [Fact]
    public void Exceptions_AreAllNeeded()
    {
        IEnumerable<string> needed = ProductionAssemblies.Embedded.Select(assembly => assembly.Name.Name)
            .SelectMany(assembly => ApiComparison.Compare(Print(assembly), RealApi.LinesFor(assembly)))
            .Select(difference => difference.Line);

        Violations.AssertNone("An exception that no embedded assembly needs any more: remove it.", RealApi.Exceptions.Except(needed));
    }

    [Fact]
    public void PublicSurface_OfTheDurableRuntime_LacksWhatIsListedAndNoMore()
    {
        IReadOnlySet<string> listed = RealApi.Omissions;
        IReadOnlyList<string> missing = ApiComparison.Missing(Print("Orchestrator.Embedded.DurableTask"), RealApi.DurableTaskLines);

        Violations.AssertNone(
            $"The real packages have it and embedded/ does not: declare it, or say in embedded/api/{RealApi.OmissionsFile} why not.", missing.Except(listed));
        Violations.AssertNone($"Declared by now: remove it from embedded/api/{RealApi.OmissionsFile}.", listed.Except(missing));
    }

    [Theory]
    [MemberData(nameof(EmbeddedAssemblies))]
    public void Internals_OfAnEmbeddedAssembly_AreVisibleToTestsBenchAndItsNeighboursAlone(string assembly)
    {
        IEnumerable<string> friends = Definition(assembly).CustomAttributes
            .Where(attribute => attribute.AttributeType.Name == "InternalsVisibleToAttribute")
            .Select(attribute => ((string)attribute.ConstructorArguments[0].Value).Split(',')[0]);

        Violations.AssertNone(
            $"{assembly} shows its internals to production code, which would not find them in the real packages.",
            friends.Where(friend => !friend.EndsWith(".Tests", StringComparison.Ordinal)
                && friend != "Orchestrator.Bench"
                && !friend.StartsWith("Orchestrator.Embedded.", StringComparison.Ordinal)
                && friend != "DynamicProxyGenAssembly2"));
    }

    [Theory]
    [MemberData(nameof(EmbeddedAssemblies))]
    public void CodeOfBothBuilds_ImplementsWholeContracts(string assembly) => Violations.AssertNone(
        $"The real package has an abstract member that {assembly} does not declare: what implements it here would not compile there.",
        InheritedContracts.Missing(
            new[] { ProductionAssemblies.Protos, ProductionAssemblies.Functions, ProductionAssemblies.Gateway, ProductionAssemblies.Cli }.SelectMany(Code.TypesOf),
            Print(assembly),
            RealApi.LinesFor(assembly)));

    [Fact]
    public void Rule_OnAnAbstractMemberThatOursLacks_NamesIt()
    {
        IEnumerable<TypeDefinition> fixtures = ProductionAssemblies.Fixtures("Signatures.Fixtures");
        string[] real = ["System.IDisposable :: public abstract void Dispose()", "System.IDisposable :: public abstract void DisposeAtOnce()"];

        Assert.Equal(
            ["Orchestrator.Architecture.Tests.Signatures.Fixtures.Sample`1: System.IDisposable :: public abstract void DisposeAtOnce()"],
            InheritedContracts.Missing(fixtures, ours: real[..1], real));
    }

    static IReadOnlyList<string> Print(string assembly) => ApiPrinter.Print(Definition(assembly).MainModule.GetTypes());

    static AssemblyDefinition Definition(string assembly) =>
        ProductionAssemblies.Embedded.Single(candidate => candidate.Name.Name == assembly);
}
