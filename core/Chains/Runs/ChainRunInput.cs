namespace Orchestrator.Core.Chains.Runs;

/// <summary>
/// Input of the <c>RunChain</c> orchestrator, started as instance <c>chain-{ChainId}-{Run}</c>: so a run has one instance. The chain itself
/// is read by its activities.
/// </summary>
/// <param name="Run">Counts from 1; grows when an ended chain is run again.</param>
public sealed record ChainRunInput(Guid ChainId, int Run)
{
    /// <summary>Name of the orchestrator, the same in every host.</summary>
    public const string Orchestrator = "RunChain";

    /// <summary>External event: tasks of the chain were changed from outside, look again.</summary>
    public const string ChangedEvent = "changed";

    public string InstanceId => InstanceIdOf(ChainId, Run);

    public static string InstanceIdOf(Guid chainId, int run) => $"chain-{chainId:D}-{run}";
}
