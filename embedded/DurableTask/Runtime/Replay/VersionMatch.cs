using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Runtime.History;
using static Microsoft.DurableTask.Worker.DurableTaskWorkerOptions;

namespace Microsoft.DurableTask.Runtime.Replay;

/// <summary>Whether a worker's version takes work of another version. Versions are compared as <c>CompareVersionTo</c> does.</summary>
internal static class VersionMatch
{
    /// <returns>Null when the worker takes it, or does not look at versions.</returns>
    public static Failure? Mismatch(VersioningOptions? versioning, string? version)
    {
        if (versioning is null) return null;
        int order = TaskOrchestrationVersioningUtils.CompareVersions(version ?? "", versioning.Version);
        return versioning.MatchStrategy switch
        {
            VersionMatchStrategy.None => null,
            VersionMatchStrategy.Strict => order == 0 ? null : Failed("VersionMismatch", $"is not the worker's version '{versioning.Version}'"),
            VersionMatchStrategy.CurrentOrOlder =>
                order <= 0 ? null : Failed("VersionMismatch", $"is newer than the worker's version '{versioning.Version}'"),
            _ => Failed("VersionError", $"cannot be compared: match strategy '{versioning.MatchStrategy}' is unknown"),
        };

        Failure Failed(string type, string reason) => new(type, $"Version '{version}' {reason}.", IsNonRetriable: true);
    }
}
