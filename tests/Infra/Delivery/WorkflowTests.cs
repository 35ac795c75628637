using Orchestrator.Tests.Support;

namespace Orchestrator.Infra.Tests.Delivery;

public sealed class WorkflowTests
{
    const string Good = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2";

    [Fact]
    public void ActionsArePinned_EveryWorkflow_ByCommit() => Hold("Actions are pinned.", WorkflowRules.ActionsArePinned);

    [Fact]
    public void PermissionsAreLeast_EveryWorkflow_ReadOnlyButForJobsThatSayMore() =>
        Hold("Permissions are least.", (file, text) => WorkflowRules.PermissionsAreLeast(file, Yaml.Read(text)));

    [Fact]
    public void RunsAreBounded_EveryWorkflow_GroupAndTimeLimits() =>
        Hold("Runs are bounded.", (file, text) => WorkflowRules.RunsAreBounded(file, Yaml.Read(text)));

    [Fact]
    public void ScriptsTakeNoExpressions_EveryWorkflow_None() =>
        Hold("Scripts get their values from env.", (file, text) => WorkflowRules.ScriptsTakeNoExpressions(file, Yaml.Read(text)));

    [Fact]
    public void FilesExist_EveryWorkflowAndAzureYaml_All() => Violations.AssertNone(
        "What a workflow runs is there.",
        Workflows().Append((Name: "azure.yaml", Text: File.ReadAllText(Path.Combine(CloneRoot.Path, "azure.yaml"))))
            .SelectMany(file => WorkflowRules.FilesExist(file.Name, file.Text, path => File.Exists(Path.Combine(CloneRoot.Path, path)))));

    [Theory]
    [InlineData("build.yml")]
    [InlineData("release.yml")]
    public void Workflow_BeforeAnythingIsDelivered_RunsWhatCiRuns(string name) =>
        Assert.Contains("bash .ci/run", Workflows().Single(workflow => workflow.Name == name).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("- uses: actions/checkout@v4")]
    [InlineData("- uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683")]
    [InlineData("- uses: actions/checkout@main # v4.2.2")]
    public void ActionsArePinned_ByTagOrWithoutVersion_IsFound(string line)
    {
        Assert.NotEmpty(WorkflowRules.ActionsArePinned("a", line));
        Assert.Empty(WorkflowRules.ActionsArePinned("a", $"- uses: {Good}"));
    }

    [Theory]
    [InlineData("jobs: {}")]
    [InlineData("permissions: write-all\njobs: {}")]
    [InlineData("permissions: { contents: write }\njobs: {}")]
    [InlineData("permissions: { contents: read }\njobs: { a: { permissions: write-all } }")]
    public void PermissionsAreLeast_MissingOrBroad_IsFound(string workflow) =>
        Assert.NotEmpty(WorkflowRules.PermissionsAreLeast("a", Yaml.Read(workflow)));

    [Theory]
    [InlineData("jobs: {}")]
    [InlineData("concurrency: { group: a }\njobs: { a: { runs-on: b } }")]
    public void RunsAreBounded_WithoutGroupOrLimit_IsFound(string workflow) =>
        Assert.NotEmpty(WorkflowRules.RunsAreBounded("a", Yaml.Read(workflow)));

    [Fact]
    public void ScriptsTakeNoExpressions_ExpressionInScript_IsFound() => Assert.NotEmpty(WorkflowRules.ScriptsTakeNoExpressions(
        "a", Yaml.Read("jobs: { a: { steps: [ { run: 'echo ${{ github.head_ref }}' } ] } }")));

    [Theory]
    [InlineData("run: bash infra/scripts/missing")]
    [InlineData("file: infra/docker/missing.Dockerfile")]
    public void FilesExist_Missing_IsFound(string text) => Assert.NotEmpty(WorkflowRules.FilesExist("a", text, _ => false));

    [Fact]
    public void Dependabot_Configuration_CoversWhatTheCloneHas()
    {
        string[] ecosystems =
        [
            .. Yaml.Read(File.ReadAllText(Path.Combine(CloneRoot.Path, ".github", "dependabot.yml"))).Find("updates").Items()
                .Select(update => update.Text("package-ecosystem")!).Order(),
        ];

        Assert.Equal(["docker", "dotnet-sdk", "github-actions", "npm", "nuget"], ecosystems);
    }

    [Fact]
    public void AzureYaml_Infrastructure_IsTheModuleThatTheRulesLookAt()
    {
        var azure = Yaml.Read(File.ReadAllText(Path.Combine(CloneRoot.Path, "azure.yaml")));

        string module = Path.Combine(CloneRoot.Path, azure.Text("infra", "path")!, azure.Text("infra", "module")!);

        Assert.True(File.Exists($"{module}.bicep"));
        Assert.True(File.Exists($"{module}.bicepparam"));
    }

    static void Hold(string says, Func<string, string, IEnumerable<string>> rule) =>
        Violations.AssertNone(says, Workflows().SelectMany(workflow => rule(workflow.Name, workflow.Text)));

    static (string Name, string Text)[] Workflows()
    {
        (string Name, string Text)[] found =
        [
            .. Directory.EnumerateFiles(Path.Combine(CloneRoot.Path, ".github", "workflows"))
                .Select(file => (Path.GetFileName(file), File.ReadAllText(file))),
        ];
        Assert.NotEmpty(found);
        return found;
    }
}
