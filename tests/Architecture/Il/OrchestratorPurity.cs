using Mono.Cecil;

namespace Orchestrator.Architecture.Tests.Il;

/// <summary>
/// Decisions are replayed: an orchestrator must not read a clock, draw an id or a random number, wait or run on a thread of its
/// own, do I/O, or read the environment. The context has a replayed form of each.
/// </summary>
static class OrchestratorPurity
{
    static readonly string[] s_forbiddenTypes =
    [
        "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Random", "System.Environment", "System.Console",
        "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer", "System.Threading.PeriodicTimer",
        "System.Threading.Tasks.Parallel", "System.Threading.Tasks.TaskFactory", "System.Security.Cryptography.RandomNumberGenerator",
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo",
        "System.IO.StreamReader", "System.IO.StreamWriter", "System.Diagnostics.Process", "System.Threading.SemaphoreSlim",
    ];

    static readonly string[] s_forbiddenNamespaces =
    [
        "System.Net", "System.Data", "Npgsql", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions.Configuration",
        "Microsoft.Extensions.Options", "Microsoft.Extensions.AI", "OpenAI", "Orchestrator.Database",
    ];

    static readonly string[] s_forbiddenMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.IO.Path.GetTempFileName", "System.IO.Path.GetRandomFileName",
        "System.Threading.Tasks.Task.Delay", "System.Threading.Tasks.Task.Run", "System.Threading.Tasks.Task.ConfigureAwait",
        "System.Threading.Tasks.Task`1.ConfigureAwait", "System.Threading.Tasks.Task.WaitAsync", "System.Threading.Tasks.Task`1.WaitAsync",
        "System.Threading.CancellationTokenSource.CancelAfter",
    ];

    public static IEnumerable<string> Violations(OrchestratorCode code) =>
        from entry in code.EntryPoints
        from method in code.ReachableFrom(entry)
        where method.HasBody
        from call in Code.CallsOf(method)
        where IsForbidden(call)
        select $"orchestrator {Code.NameOf(entry)}: {Code.NameOf(method)} uses {FullNameOf(call)}";

    static bool IsForbidden(MethodReference call)
    {
        string type = call.DeclaringType.GetElementType().FullName;
        string space = Code.NamespaceOf(call.DeclaringType.GetElementType());
        // An iterator that the compiler wrote asks for its thread.
        return (s_forbiddenTypes.Contains(type) && FullNameOf(call) != "System.Environment.get_CurrentManagedThreadId")
            || s_forbiddenNamespaces.Any(forbidden => space == forbidden || space.StartsWith(forbidden + ".", StringComparison.Ordinal))
            || s_forbiddenMembers.Contains(FullNameOf(call))
            // A token source with a delay is a timer.
            || (type == "System.Threading.CancellationTokenSource" && call.Name == ".ctor" && call.HasParameters);
    }

    static string FullNameOf(MethodReference call) => $"{call.DeclaringType.GetElementType().FullName}.{call.Name}";
}
