namespace Orchestrator.Architecture.Tests.Signatures;

/// <summary>The real packages' public surface, from the lists in <c>embedded/api</c>, a file a package.</summary>
static class RealApi
{
    public const string ExceptionsFile = "exceptions.txt";

    static string Folder => Checkout.PathOf("embedded/api");

    /// <summary>Lines of every package that an embedded assembly stands in for.</summary>
    public static IReadOnlyList<string> LinesFor(string assembly)
    {
        string[] packages = assembly switch
        {
            "Orchestrator.Embedded.Grpc" => ["Grpc.*.txt"],
            "Orchestrator.Embedded.DurableTask" => ["Microsoft.DurableTask.*.txt", "Microsoft.Azure.DurableTask.*.txt"],
            "Orchestrator.Embedded.FunctionsWorker" => ["Microsoft.Azure.Functions.Worker*.txt"],
            _ => throw new ArgumentException($"{assembly} stands in for no package.", nameof(assembly)),
        };
        return [.. packages.SelectMany(pattern => Directory.GetFiles(Folder, pattern)).SelectMany(File.ReadAllLines).Where(line => line.Length > 0)];
    }

    public static IReadOnlySet<string> Exceptions => ApiExceptions.Parse(File.ReadAllLines(Path.Combine(Folder, ExceptionsFile)));
}
