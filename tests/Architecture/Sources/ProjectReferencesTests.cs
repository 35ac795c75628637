namespace Orchestrator.Architecture.Tests.Sources;

/// <summary>The arrows of docs/architecture.md, from the project files, for both builds.</summary>
public sealed class ProjectReferencesTests
{
    public static TheoryData<string> ProductionProjects => [.. Checkout.Files.Where(file =>
        file.EndsWith(".csproj", StringComparison.Ordinal)
        && !file.StartsWith("tests/", StringComparison.Ordinal)
        && !file.StartsWith("bench/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(ProductionProjects))]
    public void ProjectFile_ReferencesOnlyWhatTheArrowsAllow(string file)
    {
        string folder = Path.GetDirectoryName(file)!.Replace('\\', '/');

        Assert.True(Arrows.All.TryGetValue(folder, out Arrows? arrows), $"{file}: no arrows are drawn for this folder in docs/architecture.md.");
        Violations.AssertNone(
            "Arrows point one way.", ProjectReferences.Violations(file, File.ReadAllText(Checkout.PathOf(file)), arrows));
    }

    [Theory]
    [InlineData("""<ProjectReference Include="../functions/Orchestrator.Functions.csproj" />""", "gateway/G.csproj -> functions")]
    [InlineData("""<ProjectReference Include="..\embedded\DurableTask\D.csproj" />""", "gateway/G.csproj -> embedded/DurableTask")]
    public void Rule_OnAReferenceAgainstTheArrows_NamesIt(string item, string expected) =>
        Assert.Equal([expected], ViolationsOf("gateway/G.csproj", item));

    [Fact]
    public void Rule_OnAnUnconditionalEmbeddedReference_NamesIt() => Assert.Equal(
        ["functions/F.csproj -> embedded/FunctionsWorker"],
        ViolationsOf("functions/F.csproj", """<ProjectReference Include="../embedded/FunctionsWorker/W.csproj" />"""));

    [Fact]
    public void Rule_OnAPackageThatCoreMustNotHave_NamesIt() => Assert.Equal(
        ["core/C.csproj -> Npgsql"],
        ViolationsOf("core/C.csproj", """<PackageReference Include="Npgsql" /><PackageReference Include="YamlDotNet" />"""));

    [Fact]
    public void Rule_OnWhatTheArrowsAllow_FindsNothing() => Assert.Empty(
        ViolationsOf("functions/F.csproj", """<ProjectReference Include="../embedded/FunctionsWorker/W.csproj" Condition="'$(OrchestratorHost)' == 'Embedded'" />"""));

    static IEnumerable<string> ViolationsOf(string file, string items) => ProjectReferences.Violations(
        file, $"<Project><ItemGroup>{items}</ItemGroup></Project>", Arrows.All[file.Split('/')[0]]);
}
