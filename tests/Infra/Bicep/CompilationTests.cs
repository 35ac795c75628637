namespace Orchestrator.Infra.Tests.Bicep;

[Collection(nameof(Infrastructure))]
public sealed class CompilationTests(Infrastructure infrastructure)
{
    [Fact]
    public void Compile_EveryBicepFile_NothingToSay()
    {
        Violations.AssertNone("The compiler and its linter (bicepconfig.json) find nothing.", infrastructure.Compilation.Diagnostics);
        Assert.Equal(
            Directory.EnumerateFiles(Infrastructure.Folder, "*.bicep", SearchOption.AllDirectories).Count(),
            infrastructure.Compilation.Templates.Count);
    }

    [Fact]
    public void Compile_EveryParameterFile_NothingToSay() =>
        Violations.AssertNone("The compiler finds nothing.", infrastructure.ParameterDiagnostics);

    [Fact]
    public async Task Compile_FaultyFiles_EachFaultIsFound()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Bicep", "Fixtures");
        using var compiler = new BicepCompiler(folder);

        Compilation compilation = await compiler.CompileAsync();

        // A fixture's first line names the fault that the compiler must find in it.
        Violations.AssertNone("Each fixture has a fault that the compiler names.", Directory.EnumerateFiles(folder, "*.bicep")
            .Select(file => (Name: Path.GetFileName(file), Code: File.ReadLines(file).First()["// ".Length..]))
            .Where(fixture => fixture.Code != "none")
            .Where(fixture => !compilation.Diagnostics.Any(line =>
                line.StartsWith(fixture.Name + "(", StringComparison.Ordinal) && line.Contains($" {fixture.Code}: ", StringComparison.Ordinal)))
            .Select(fixture => $"{fixture.Name}: {fixture.Code} was not found"));
    }
}
