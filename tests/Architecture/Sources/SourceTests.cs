namespace Orchestrator.Architecture.Tests.Sources;

public sealed class SourceTests
{
    [Fact]
    public void ProductionFiles_AreShort()
    {
        int[] lengths = [.. ProductionSources.CSharp.Select(file => SourceRules.LinesOf(Text(file))).Order()];

        Violations.AssertNone(
            $"Split by noun: a file has at most {SourceRules.LinesMax} lines.",
            ProductionSources.Files.Select(file => SourceRules.TooLong(file, Text(file))).OfType<string>());
        Assert.True(lengths[lengths.Length / 2] < 100, $"Half of the {lengths.Length} files have {lengths[lengths.Length / 2]} lines or more; the median stays below 100.");
    }

    [Fact]
    public void ProductionFiles_DeclareTheNamespaceOfTheirFolder() => Violations.AssertNone(
        "A reader finds a type by its namespace. (embedded/ has the packages' namespaces, protos/ the contract's.)",
        ProductionSources.CSharp
            .Where(file => file.Split('/')[0] is not ("embedded" or "protos"))
            .Select(file => SourceRules.WrongNamespace(file, Text(file)))
            .OfType<string>());

    [Fact]
    public void ProductionFiles_AreTheSameInBothBuilds() => Violations.AssertNone(
        "The build chooses who supplies the types, the source does not: no conditional compilation.",
        ProductionSources.CSharp.Select(file => SourceRules.ConditionalCompilation(file, Text(file))).OfType<string>());

    [Fact]
    public void EveryTrackedFile_LeavesTheCloneWhole() => Violations.AssertNone(
        "A clone stands alone.",
        from file in Checkout.Files
        where !file.StartsWith("tests/Architecture/Sources/", StringComparison.Ordinal)
        let text = Checkout.ReadText(file)
        where text is not null
        let fault = SourceRules.ReachesOutside(file, text)
        where fault is not null
        select fault);

    [Fact]
    public void TheDocuments_NameOnlyFilesThatExist() => Violations.AssertNone(
        "A link in the documentation leads nowhere.",
        from file in Checkout.Files
        where file.EndsWith(".md", StringComparison.Ordinal)
        from link in DocumentLinks.In(Checkout.ReadText(file)!)
        where !DocumentLinks.Exists(file, link)
        select $"{file}: {link}");

    static string Text(string file) => File.ReadAllText(Checkout.PathOf(file));
}
