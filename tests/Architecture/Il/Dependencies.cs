using Mono.Cecil;

namespace Orchestrator.Architecture.Tests.Il;

/// <summary>What compiled code names of other assemblies. A rule gets references, so a fixture can bring its own.</summary>
static class Dependencies
{
    static readonly string[] s_io =
    [
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo",
        "System.IO.FileSystemWatcher", "System.Diagnostics.Process", "System.Console",
    ];

    static readonly string[] s_ioNamespaces =
    [
        "System.Net.Http", "System.Net.Sockets", "System.Net.WebSockets", "System.Net.NetworkInformation", "System.Data", "Npgsql",
        "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.Hosting",
    ];

    static readonly string[] s_databaseNamespaces = ["Npgsql", "System.Data", "Microsoft.EntityFrameworkCore"];

    /// <summary>A host may catch it, to say that the database is away: naming the failure is not touching the database.</summary>
    const string DatabaseFailure = "System.Data.Common.DbException";

    /// <summary>Files, sockets, HTTP, databases and the console: what reaches out of the process.</summary>
    public static IEnumerable<string> Io(IEnumerable<TypeReference> references) => references
        .Where(type => s_io.Contains(type.FullName) || IsIn(type, s_ioNamespaces))
        .Select(type => type.FullName);

    /// <summary>Reads of the environment; an iterator that the compiler wrote asks for the thread it is on, which is none.</summary>
    public static IEnumerable<string> Environment(IEnumerable<MemberReference> references) => references
        .Where(member => member.DeclaringType.FullName == "System.Environment" && member.Name is not ("get_CurrentManagedThreadId" or "get_NewLine"))
        .Select(member => $"{member.DeclaringType.FullName}.{member.Name}");

    /// <summary>Database clients.</summary>
    public static IEnumerable<string> DatabaseClients(IEnumerable<TypeReference> references) => references
        .Where(type => IsIn(type, s_databaseNamespaces) && type.FullName != DatabaseFailure)
        .Select(type => type.FullName);

    /// <summary>Types of <paramref name="assemblies"/>.</summary>
    public static IEnumerable<string> From(IEnumerable<TypeReference> references, params IReadOnlyCollection<string> assemblies) => references
        .Where(type => assemblies.Contains(Code.AssemblyOf(type)))
        .Select(type => $"{type.FullName} of {Code.AssemblyOf(type)}");

    /// <summary>Types of embedded assemblies in a namespace that no real package has: a name that the other build does not know.</summary>
    public static IEnumerable<string> EmbeddedNames(IEnumerable<TypeReference> references) => references
        .Where(type => Code.AssemblyOf(type).StartsWith("Orchestrator.Embedded.", StringComparison.Ordinal)
            && Code.NamespaceOf(type).StartsWith("Orchestrator", StringComparison.Ordinal))
        .Select(type => type.FullName);

    static bool IsIn(TypeReference type, IEnumerable<string> namespaces) => namespaces.Any(name =>
        Code.NamespaceOf(type) == name || Code.NamespaceOf(type).StartsWith(name + ".", StringComparison.Ordinal));
}
