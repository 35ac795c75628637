using Mono.Cecil;

namespace Orchestrator.Architecture.Tests;

/// <summary>The compiled production code, as the build left it beside the tests.</summary>
static class ProductionAssemblies
{
    static readonly DefaultAssemblyResolver s_resolver = CreateResolver();
    static readonly Dictionary<string, AssemblyDefinition> s_read = new(StringComparer.Ordinal);

    public static AssemblyDefinition Protos => Read("Orchestrator.Protos");

    public static AssemblyDefinition Core => Read("Orchestrator.Core");

    public static AssemblyDefinition Database => Read("Orchestrator.Database");

    public static AssemblyDefinition Platform => Read("Orchestrator.Platform");

    public static AssemblyDefinition Functions => Read("Orchestrator.Functions");

    public static AssemblyDefinition Gateway => Read("Orchestrator.Gateway");

    public static AssemblyDefinition Cli => Read("orchestrator");

    public static AssemblyDefinition EmbeddedGrpc => Read("Orchestrator.Embedded.Grpc");

    public static AssemblyDefinition EmbeddedDurableTask => Read("Orchestrator.Embedded.DurableTask");

    public static AssemblyDefinition EmbeddedFunctionsWorker => Read("Orchestrator.Embedded.FunctionsWorker");

    /// <summary>This assembly, for fixtures that a rule must find fault with.</summary>
    public static AssemblyDefinition Tests => Read("Orchestrator.Architecture.Tests");

    public static IReadOnlyList<AssemblyDefinition> Embedded => [EmbeddedGrpc, EmbeddedDurableTask, EmbeddedFunctionsWorker];

    /// <summary>Everything written by hand that is not a stand-in.</summary>
    public static IReadOnlyList<AssemblyDefinition> Own => [Core, Database, Platform, Functions, Gateway, Cli];

    public static IReadOnlyList<AssemblyDefinition> All => [.. Own, Protos, .. Embedded];

    /// <summary>Types of this assembly in the namespace <paramref name="fixtures"/> and the namespaces below it.</summary>
    public static IEnumerable<TypeDefinition> Fixtures(string fixtures) =>
        Tests.MainModule.GetTypes().Where(type => Outermost(type).Namespace.StartsWith(
            $"Orchestrator.Architecture.Tests.{fixtures}", StringComparison.Ordinal));

    static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    static AssemblyDefinition Read(string name)
    {
        lock (s_read)
        {
            if (!s_read.TryGetValue(name, out AssemblyDefinition? assembly))
            {
                string path = Path.Combine(AppContext.BaseDirectory, name + ".dll");
                assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = s_resolver, InMemory = true });
                s_read.Add(name, assembly);
            }

            return assembly;
        }
    }

    static DefaultAssemblyResolver CreateResolver()
    {
        var resolver = new DefaultAssemblyResolver();
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        resolver.AddSearchDirectory(runtime);
        // The ASP.NET Core shared framework lies beside the runtime's own: shared/Microsoft.NETCore.App/10.0.x.
        string aspNetCore = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(runtime)!)!, "Microsoft.AspNetCore.App");
        foreach (string version in Directory.Exists(aspNetCore) ? Directory.GetDirectories(aspNetCore) : [])
        {
            resolver.AddSearchDirectory(version);
        }

        return resolver;
    }
}
