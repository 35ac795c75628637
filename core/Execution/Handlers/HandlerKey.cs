using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Core.Execution.Handlers;

/// <summary>What a handler is registered under: <c>handler_registrations</c>.</summary>
/// <param name="Namespace">The namespace whose tasks it serves; <see cref="EveryNamespace"/>: all.</param>
/// <param name="Name">What <c>tasks.task_name</c> says; at most <see cref="NameMax"/> characters.</param>
/// <param name="Version">Three numbers, compared as such.</param>
public sealed record HandlerKey(string Namespace, string Name, Version Version)
{
    public const string EveryNamespace = "*";
    public const int NameMax = 100;

    /// <summary>Between name and version where a task wants one version: <c>shout@1.2.0</c>.</summary>
    public const char VersionSign = '@';

    /// <summary>Of a handler that says none.</summary>
    public static Version FirstVersion { get; } = new(1, 0, 0);

    public static HandlerKey Of(ITaskHandler handler) => new(handler.Namespace, handler.Name, handler.Version);

    /// <summary>How a task names this one: name and version.</summary>
    public string WithVersion => $"{Name}{VersionSign}{Version}";

    /// <returns>False: <paramref name="asked"/> has no version, or none of numbers; it is a name as a whole.</returns>
    public static bool TrySplit(string asked, out string name, [NotNullWhen(true)] out Version? version)
    {
        int sign = asked.LastIndexOf(VersionSign);
        version = null;
        bool hasVersion = sign > 0 && Version.TryParse(asked[(sign + 1)..], out version);
        name = hasVersion ? asked[..sign] : asked;
        return hasVersion;
    }

    public override string ToString() => $"{Namespace}/{WithVersion}";
}
