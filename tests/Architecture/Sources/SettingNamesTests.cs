namespace Orchestrator.Architecture.Tests.Sources;

/// <summary>docs/settings.md has every setting of the code, once, and no other.</summary>
public sealed class SettingNamesTests
{
    static readonly string[] Documented = [.. SettingNames.RowsOf(Checkout.ReadText("docs/settings.md")!)];

    // The settings of tests are read by the script that runs them.
    static readonly HashSet<string> Read =
    [
        .. ProductionSources.CSharp.Append("test").SelectMany(file => SettingNames.In(Checkout.ReadText(file)!)),
    ];

    [Fact]
    public void Page_HasEverySettingOfTheCode() =>
        Violations.AssertNone("A setting that the code names is one that docs/settings.md explains.", Read.Except(Documented));

    [Fact]
    public void Page_HasNoSettingThatNobodyReads() => Violations.AssertNone(
        "A setting of docs/settings.md is one that the code names.", Documented.SelectMany(SettingNames.In).Where(name => !Read.Contains(name)));

    [Fact]
    public void Page_HasEachSettingOnce() => Violations.AssertNone(
        "A setting has one row.", Documented.GroupBy(name => name).Where(rows => rows.Count() > 1).Select(rows => rows.Key));

    [Fact]
    public void RowsOf_APage_AreTheNamesOfItsFirstColumn() => Assert.Equal(
        ["A_B", "A_C", "A_B"],
        SettingNames.RowsOf("| setting | what |\n|---|---|\n| `A_B`, `A_C` | like `A_D` |\ntext `A_E`\n| `A_B` | again |\n"));

    [Fact]
    public void In_AText_AreOurNamesWhole() =>
        Assert.Equal(["ORCHESTRATOR_LLM_KEY"], SettingNames.In("\"ORCHESTRATOR_LLM_KEY\" ORCHESTRATOR_LLM_ OTHER_KEY"));
}
