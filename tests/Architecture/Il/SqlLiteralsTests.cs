using Mono.Cecil;

namespace Orchestrator.Architecture.Tests.Il;

public sealed class SqlLiteralsTests
{
    /// <summary>All but <c>database/</c> and <c>embedded/</c>.</summary>
    static readonly IReadOnlyList<AssemblyDefinition> s_withoutSql =
        [ProductionAssemblies.Core, ProductionAssemblies.Functions, ProductionAssemblies.Gateway, ProductionAssemblies.Cli];

    [Fact]
    public void Sql_StandsInDatabaseAndEmbeddedAlone() => Violations.AssertNone(
        "SQL belongs into database/.", SqlLiterals.In(s_withoutSql.SelectMany(Code.TypesOf)));

    [Theory]
    [InlineData("SELECT id, name FROM tasks")]
    [InlineData("WITH due AS (SELECT 1\nFROM t FOR UPDATE SKIP LOCKED)")]
    [InlineData("SELECT orchestrator.transition_task($1)")]
    [InlineData("INSERT INTO tasks (id) VALUES ($1)")]
    [InlineData("UPDATE tasks AS t SET status = 'failed'")]
    [InlineData("DELETE FROM tasks")]
    [InlineData("CREATE DATABASE orchestrator")]
    [InlineData("NOTIFY events")]
    [InlineData("select * from tasks where id = $1")]
    [InlineData("update tasks set status = 'failed'")]
    public void Rule_OnSql_FindsIt(string text) => Assert.True(SqlLiterals.IsSql(text));

    [Theory]
    [InlineData("Select a task from the list")]
    [InlineData("select the file from its folder and try again")]
    [InlineData("Create tasks, watch them, cancel them")]
    [InlineData("Updates the task set by the caller")]
    [InlineData("Deleted from the queue")]
    public void Rule_OnProse_FindsNothing(string text) => Assert.False(SqlLiterals.IsSql(text));

    [Fact]
    public void Rule_OnCompiledCode_FindsLiteralsInterpolationsAndConstants()
    {
        string[] expected = ["Constant", "Folded", "Interpolated"];

        IEnumerable<string> found = SqlLiterals.In(ProductionAssemblies.Fixtures("Il.Fixtures.Queries"));

        Assert.Equal(expected, found.Select(line => line.Split(':')[0].Split('.')[^1]).Order(StringComparer.Ordinal));
    }
}
