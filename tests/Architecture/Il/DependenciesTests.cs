using Mono.Cecil;

namespace Orchestrator.Architecture.Tests.Il;

/// <summary>The arrows of docs/architecture.md, as compiled: a project file could be right while code reaches through it.</summary>
public sealed class DependenciesTests
{
    static readonly string[] s_hosts = ["Orchestrator.Functions", "Orchestrator.Gateway", "orchestrator"];
    static readonly string[] s_runtimes = ["Orchestrator.Embedded.DurableTask", "Orchestrator.Embedded.FunctionsWorker"];

    [Fact]
    public void Core_DoesNoIoAndKnowsNoOtherProject()
    {
        Violations.AssertNone("core/ reaches out over its ports only.", [
            .. Dependencies.Io(References(ProductionAssemblies.Core)),
            .. Dependencies.Environment(ProductionAssemblies.Core.MainModule.GetMemberReferences()),
        ]);
        Violations.AssertNone("core/ is the innermost project.", Dependencies.From(
            References(ProductionAssemblies.Core),
            [.. s_hosts, .. s_runtimes, "Orchestrator.Database", "Orchestrator.Protos", "Orchestrator.Embedded.Grpc"]));
    }

    [Fact]
    public void Database_KnowsCoreAlone() => Violations.AssertNone("database/ implements core's ports.", Dependencies.From(
        References(ProductionAssemblies.Database), [.. s_hosts, .. s_runtimes, "Orchestrator.Protos", "Orchestrator.Embedded.Grpc"]));

    [Fact]
    public void Gateway_KnowsNeitherFunctionsNorADurableRuntime() => Violations.AssertNone(
        "gateway/ starts orchestrations over the function app's HTTP triggers, in every environment.",
        Dependencies.From(References(ProductionAssemblies.Gateway), [.. s_runtimes, "Orchestrator.Functions", "orchestrator"]));

    [Fact]
    public void Functions_KnowNeitherGatewayNorWire() => Violations.AssertNone(
        "functions/ is started over HTTP and never sees gRPC.",
        Dependencies.From(
            References(ProductionAssemblies.Functions), "Orchestrator.Gateway", "Orchestrator.Protos", "Orchestrator.Embedded.Grpc", "orchestrator"));

    [Fact]
    public void Cli_KnowsNoHost() => Violations.AssertNone(
        "cli/ starts the hosts as processes and speaks gRPC with the gateway.",
        Dependencies.From(References(ProductionAssemblies.Cli), [.. s_runtimes, "Orchestrator.Functions", "Orchestrator.Gateway"]));

    [Fact]
    public void Embedded_KnowsNothingOfTheProject() => Violations.AssertNone(
        "embedded/ stands in for packages: it knows nothing of what uses them.",
        ProductionAssemblies.Embedded.SelectMany(assembly => Dependencies.From(
            References(assembly), [.. s_hosts, "Orchestrator.Core", "Orchestrator.Database", "Orchestrator.Protos"])));

    [Fact]
    public void CodeOfBothBuilds_NamesNothingThatOnlyEmbeddedHas() => Violations.AssertNone(
        "The real packages have no such name: the Azure build would not compile.",
        new[] { ProductionAssemblies.Functions, ProductionAssemblies.Gateway, ProductionAssemblies.Protos, ProductionAssemblies.Cli }
            .SelectMany(assembly => Dependencies.EmbeddedNames(References(assembly))));

    [Fact]
    public void DatabaseClients_AreUsedInDatabaseAndEmbeddedAlone() => Violations.AssertNone(
        "Only database/ touches the database.",
        new[] { ProductionAssemblies.Core, ProductionAssemblies.Functions, ProductionAssemblies.Gateway }
            .SelectMany(assembly => Dependencies.DatabaseClients(References(assembly)).Select(type => $"{assembly.Name.Name}: {type}")));

    [Fact]
    public void Cli_ReachesTheDatabaseWhereItRunsOneAlone() => Violations.AssertNone(
        "Commands other than up and db speak to the gateway.",
        DatabaseUsersOutside(Code.TypesOf(ProductionAssemblies.Cli), "Orchestrator.Cli.Up", "Orchestrator.Cli.Db", "Orchestrator.Cli.Postgres"));

    [Fact]
    public void Rule_OnATypeThatReachesTheDatabaseFromElsewhere_NamesIt()
    {
        IEnumerable<TypeDefinition> fixtures = ProductionAssemblies.Fixtures("Il.Fixtures.Databases");
        string space = fixtures.First().Namespace;

        Assert.Contains($"{space}.Peeking: Npgsql.NpgsqlConnection", DatabaseUsersOutside(fixtures, "Orchestrator.Cli.Up"));
        Assert.Empty(DatabaseUsersOutside(fixtures, space));
    }

    [Fact]
    public void Rules_OnAnAssemblyThatBreaksThem_NameTheTypes()
    {
        TypeReference[] references = [.. References(ProductionAssemblies.Tests)];

        Assert.Contains("System.IO.File", Dependencies.Io(references));
        Assert.Contains("System.Net.Http.HttpClient", Dependencies.Io(references));
        Assert.Contains("System.Environment.GetEnvironmentVariable", Dependencies.Environment(ProductionAssemblies.Tests.MainModule.GetMemberReferences()));
        Assert.Contains("Mono.Cecil.TypeReference of Mono.Cecil", Dependencies.From(references, "Mono.Cecil"));
        Assert.Contains("Npgsql.NpgsqlConnection", Dependencies.DatabaseClients(
            [Foreign("Npgsql", "NpgsqlConnection", "Npgsql"), Foreign("NpgsqlX", "Other", "NpgsqlX")]));
        Assert.Equal(["Orchestrator.Embedded.Hub"], Dependencies.EmbeddedNames(
            [Foreign("Orchestrator.Embedded", "Hub", s_runtimes[0]), Foreign("Microsoft.DurableTask", "TaskName", s_runtimes[0])]));
    }

    static IEnumerable<string> DatabaseUsersOutside(IEnumerable<TypeDefinition> types, params string[] allowed) =>
        from type in types
        where !allowed.Any(space => Code.NamespaceOf(type) == space || Code.NamespaceOf(type).StartsWith(space + ".", StringComparison.Ordinal))
        from used in Dependencies.DatabaseClients(Code.ReferencedTypes(type))
            .Concat(Dependencies.From(Code.ReferencedTypes(type), "Orchestrator.Database"))
        select $"{type.FullName}: {used}";

    static IEnumerable<TypeReference> References(AssemblyDefinition assembly) => Code.ReferencedTypes(assembly);

    static TypeReference Foreign(string space, string name, string assembly) =>
        new(space, name, ProductionAssemblies.Tests.MainModule, new AssemblyNameReference(assembly, new Version(1, 0)));
}
