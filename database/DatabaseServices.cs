using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Orchestrator.Core.Access;
using Orchestrator.Core.Bulk;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Changes;
using Orchestrator.Core.Chains.Reading;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Events;
using Orchestrator.Core.Events.Custom;
using Orchestrator.Core.Execution.Handlers;
using Orchestrator.Core.Llm;
using Orchestrator.Core.Namespaces;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Annotations;
using Orchestrator.Core.Tasks.Decisions;
using Orchestrator.Core.Tasks.Explanations;
using Orchestrator.Core.Tasks.Lineage;
using Orchestrator.Core.Templates;
using Orchestrator.Database.Events;
using Orchestrator.Database.Migrations;
using Orchestrator.Database.Repositories;
using Orchestrator.Database.Repositories.Access;
using Orchestrator.Database.Repositories.Bulk;
using Orchestrator.Database.Repositories.Chains;
using Orchestrator.Database.Repositories.Events;
using Orchestrator.Database.Repositories.Maintenance;
using Orchestrator.Database.Repositories.Signals;
using Orchestrator.Database.Repositories.Tasks;
using Orchestrator.Database.Repositories.Tasks.Reading;
using Orchestrator.Database.Repositories.Templates;

namespace Orchestrator.Database;

public static class DatabaseServices
{
    /// <summary>Configuration key of the connection string.</summary>
    public const string ConnectionKey = "ORCHESTRATOR_DB";

    /// <summary>
    /// Adds the pool (<see cref="NpgsqlDataSource"/>), pooled contexts (<see cref="IDbContextFactory{TContext}"/>) and the
    /// database's side of core's ports. Repositories are singletons: they take the factory or the pool, not a context.
    /// </summary>
    /// <param name="applicationName">Shown in <c>pg_stat_activity</c>: gateway, functions, cli.</param>
    public static IServiceCollection AddOrchestratorDatabase(this IServiceCollection services, string applicationName)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => OrchestratorDataSource.Create(
            provider.GetRequiredService<IConfiguration>()[ConnectionKey]
                ?? throw new InvalidOperationException($"{ConnectionKey} is not set: it must hold the PostgreSQL connection string"),
            applicationName,
            provider.GetService<DatabasePassword>()));
        services.AddPooledDbContextFactory<OrchestratorDbContext>((provider, options) =>
            Configure(options, provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton<SchemaCheck>();

        services.AddSingleton<EventNotifier>();
        services.AddSingleton<IEventNotifier>(provider => provider.GetRequiredService<EventNotifier>());
        services.AddSingleton<IEventReader, EventReader>();
        services.AddSingleton<ITaskTransitions, TransitionRepository>();
        services.AddSingleton<NamespaceRepository>();
        services.AddSingleton<RememberedNamespaces>();
        services.AddSingleton<INamespaceStore>(provider => provider.GetRequiredService<RememberedNamespaces>());
        services.AddSingleton<TaskInsert>();
        services.AddSingleton<TaskChanges>();
        services.AddSingleton<ITaskRepository, TaskRepository>();
        services.AddSingleton<ITaskSituations, TaskSituationQuery>();
        services.AddSingleton<ITaskLineages, TaskLineageQuery>();
        services.AddSingleton<ITaskAnnotations, TaskAnnotationRepository>();
        services.AddSingleton<ICustomEvents, CustomEventStore>();
        services.AddSingleton<IBulkOperations, BulkOperationRepository>();
        services.AddSingleton<IBulkPages, BulkPageStore>();
        services.AddSingleton<ChainInsert>();
        services.AddSingleton<IChainStore, ChainStore>();
        services.AddSingleton<ChainCancellation>();
        services.AddSingleton<IChainRepository, ChainRepository>();
        services.AddSingleton<IChainStartStore, ChainStartStore>();
        services.AddSingleton<TemplateInsert>();
        services.AddSingleton<ITemplateStore, TemplateStore>();
        services.AddSingleton<IChainChanges, ChainChanges>();
        services.AddSingleton<ITaskDecisions, TaskDecisions>();
        services.AddSingleton<IChainLookup, ChainLookup>();
        services.AddSingleton<IOrchestrationSignalStore, SignalRepository>();
        services.AddSingleton<IHandlerRegistrations, HandlerRegistrations>();
        services.TryAddSingleton<IApiKeyStore, ApiKeyStore>();
        services.AddSingleton<IAuditLog, AuditLog>();
        return services;
    }

    /// <summary>For hosts that read events: one LISTEN connection, <see cref="IEventSignal"/> that wakes their readers, and <see cref="ApiKeyChanges"/>.</summary>
    public static IServiceCollection AddEventListener(this IServiceCollection services)
    {
        services.AddSingleton<EventSignal>();
        services.AddSingleton<IEventSignal>(provider => provider.GetRequiredService<EventSignal>());
        services.TryAddSingleton<ApiKeyChanges>();
        services.AddHostedService<EventListener>();
        return services;
    }

    /// <summary>For hosts that take tasks without running them: <see cref="HandlerDirectory"/>.</summary>
    public static IServiceCollection AddHandlerDirectory(this IServiceCollection services)
    {
        services.AddSingleton<HandlerDirectory>();
        services.AddHostedService(provider => provider.GetRequiredService<HandlerDirectory>());
        return services;
    }

    internal static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource dataSource) => options
        .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
        .UseNpgsql(dataSource, npgsql => npgsql
            .MapEnum<TaskRecordStatus>("task_status", OrchestratorDbContext.Schema)
            .MapEnum<ExecutionPriority>("execution_priority", OrchestratorDbContext.Schema)
            .MapEnum<WaitReason>("wait_reason", OrchestratorDbContext.Schema)
            .MapEnum<EdgeCondition>("edge_condition", OrchestratorDbContext.Schema)
            .MapEnum<LlmOutcome>("llm_outcome", OrchestratorDbContext.Schema));
}
