using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Llm;
using Orchestrator.Database.Repositories.Chains;
using Orchestrator.Database.Repositories.Llm;

namespace Orchestrator.Database.Repositories.Execution;

public static class ExecutionServices
{
    /// <summary>For the host that executes: attempts, starts left over and the ledger, beside <c>AddOrchestratorDatabase</c>.</summary>
    public static IServiceCollection AddExecutionStores(this IServiceCollection services) => services
        .AddSingleton<IExecutionStore, ExecutionStore>()
        .AddSingleton<IApprovalStore, ApprovalStore>()
        .AddSingleton<IMapStore, MapStore>()
        .AddSingleton<ISubChainStore, SubChainStore>()
        .AddSingleton<IStartStore, StartStore>()
        .AddSingleton<IOperationFigures, OperationFiguresStore>()
        .AddSingleton<IChainRunStore, ChainRunStore>()
        .AddSingleton<IAttemptInputStore, AttemptInputStore>()
        .AddSingleton<ILlmCallStore, LlmCallStore>();
}
