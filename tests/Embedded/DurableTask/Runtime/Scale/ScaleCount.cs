namespace Microsoft.DurableTask.Tests.Runtime.Scale;

/// <summary>How large a large thing is: with <c>ORCHESTRATOR_NIGHTLY=1</c> in full.</summary>
internal static class ScaleCount
{
    public static bool IsNightly { get; } = Environment.GetEnvironmentVariable("ORCHESTRATOR_NIGHTLY") == "1";

    public static int Of(int usual, int nightly) => IsNightly ? nightly : usual;

    public static CancellationTokenSource Deadline() => new(TimeSpan.FromMinutes(IsNightly ? 10 : 2));
}

/// <summary>Alone, one after the other: they measure memory, and each takes the machine for itself.</summary>
[CollectionDefinition(nameof(ScaleTests), DisableParallelization = true)]
public sealed class ScaleTests;
