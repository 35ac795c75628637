using Orchestrator.Core.Execution;

namespace Orchestrator.Core.Chains.Runs;

/// <summary>
/// Input of the <c>RunChain</c> orchestrator, started as instance <c>chain-{ChainId}-{Run}</c>: so a run has one instance. The chain itself
/// is read by its activities.
/// </summary>
/// <param name="Run">Counts from 1; grows when an ended chain is run again.</param>
/// <param name="Carried">Not null: the run goes on in a new execution of its orchestrator.</param>
public sealed record ChainRunInput(Guid ChainId, int Run, ChainRunCarried? Carried = null)
{
    /// <summary>Name of the orchestrator, the same in every host.</summary>
    public const string Orchestrator = "RunChain";

    /// <summary>External event: tasks of the chain were changed from outside, look again.</summary>
    public const string ChangedEvent = "changed";

    public string InstanceId => InstanceIdOf(ChainId, Run);

    public static string InstanceIdOf(Guid chainId, int run) => $"chain-{chainId:D}-{run}";
}

/// <summary>What a chain's run knows and no row tells, from one execution of its orchestrator to the next.</summary>
/// <param name="Execution">How often the run has continued as new.</param>
/// <param name="Suspended">The run has seen that it is: maps are held, and ready tasks say so.</param>
/// <param name="Forgiven">Failed runs of tasks that do not end the chain; empty where no failure ends it.</param>
public sealed record ChainRunCarried(int Execution, bool Suspended, IReadOnlyList<RunKey> Forgiven);
