namespace Orchestrator.Cli.Hosts;

/// <summary>How a host is started.</summary>
/// <param name="Environment">Beside what it inherits.</param>
internal sealed record HostCommand(
    string Program, IReadOnlyList<string> Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment);
