namespace Orchestrator.Architecture.Tests.Signatures;

/// <summary>The real packages' public surface, from the lists in <c>embedded/api</c>, a file a package.</summary>
static class RealApi
{
    public const string ExceptionsFile = "exceptions.txt";
    public const string OmissionsFile = "not-declared.txt";

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
        return [.. packages.SelectMany(Read)];
    }

    /// <summary>Lines of the packages whose whole surface the durable runtime has, but for <see cref="Omissions"/>.</summary>
    public static IReadOnlyList<string> DurableTaskLines => [.. Read("Microsoft.DurableTask.*.txt")];

    public static IReadOnlySet<string> Exceptions => ApiExceptions.Parse(File.ReadAllLines(Path.Combine(Folder, ExceptionsFile)));

    public static IReadOnlySet<string> Omissions => ApiOmissions.Parse(File.ReadAllLines(Path.Combine(Folder, OmissionsFile)));

    static IEnumerable<string> Read(string pattern) =>
        Directory.GetFiles(Folder, pattern).SelectMany(File.ReadAllLines).Where(line => line.Length > 0);
}
