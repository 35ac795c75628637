using Azure.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orchestrator.Core.Bulk;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Changes;
using Orchestrator.Core.Chains.Creation;
using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Chains.Diagrams;
using Orchestrator.Core.Chains.Reading;
using Orchestrator.Core.Events.Custom;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Annotations;
using Orchestrator.Core.Tasks.Creation;
using Orchestrator.Core.Tasks.Decisions;
using Orchestrator.Core.Tasks.Explanations;
using Orchestrator.Core.Tasks.Lineage;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Core.Tasks.Work;
using Orchestrator.Core.Templates;
using Orchestrator.Database;
using Orchestrator.Database.Repositories.Maintenance;
using Orchestrator.Gateway.Events;
using Orchestrator.Gateway.Functions;
using Orchestrator.Gateway.Health;
using Orchestrator.Platform;
using Orchestrator.Platform.Telemetry;

namespace Orchestrator.Gateway.Hosting;

static class GatewayServices
{
    /// <summary>Everything behind the endpoints: use cases, their ports to the database and to the function host, events.</summary>
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddPlatformIdentity(configuration);
        services.AddTelemetry(configuration, "orchestrator-gateway");
        services.AddOrchestratorDatabase("gateway");
        services.AddEventListener();
        services.AddHandlerDirectory();

        FunctionHostSettings functions = FunctionHostSettings.Read(configuration);
        services.AddSingleton(functions);
        IHttpClientBuilder functionHost = services.AddHttpClient<FunctionHostClient>(functions.Apply);
        if (functions.Scope is { } scope)
        {
            services.AddSingleton(provider => new TokenSource(
                provider.GetRequiredService<TokenCredential>(), scope, provider.GetRequiredService<TimeProvider>()));
            services.AddTransient<FunctionHostToken>();
            functionHost.AddHttpMessageHandler<FunctionHostToken>();
        }

        services.AddTransient<IOrchestrationStarter, HttpOrchestrationStarter>();
        services.AddTransient<IOrchestrationSignalSender, HttpSignalSender>();

        services.AddSingleton(provider => new WorkValidator(provider.GetRequiredService<HandlerDirectory>().Knows));
        services.AddSingleton<TaskRequestValidator>();
        services.AddTransient<TaskStarter>();
        services.AddTransient<SignalDelivery>();
        services.AddTransient<CreateTasks>();
        services.AddTransient<GetTask>();
        services.AddTransient<ListTasks>();
        services.AddTransient<CancelTask>();
        services.AddTransient<RetryTask>();
        services.AddChains();
        services.AddTemplates();
        services.AddTransient<ChainWaker>();
        services.AddTransient<ResolveTask>();
        services.AddTransient<DecideApproval>();
        services.AddTransient<ExplainTask>();
        services.AddTransient<GetTaskLineage>();
        services.AddTransient<AnnotateTask>();
        services.AddTransient<RegisterEventType>();
        services.AddTransient<PublishEvent>();
        services.AddTransient<BulkStarter>();
        services.AddTransient<StartBulkOperation>();
        services.AddTransient<GetBulkOperation>();
        services.AddTransient<CancelBulkOperation>();

        services.AddSingleton<EventBroadcaster>();
        services.AddHostedService(provider => provider.GetRequiredService<EventBroadcaster>());
        services.AddSingleton<EventWatch>();

        services.AddSingleton<GatewayMetrics>();
        services.AddTransient<ReadinessCheck>();
        return services;
    }

    static void AddChains(this IServiceCollection services)
    {
        services.AddSingleton<ChainDefinitionValidator>();
        services.AddTransient<SubChains>();
        services.AddTransient<ChainStarter>();
        services.AddTransient<ChainLaunch>();
        services.AddTransient<CreateChain>();
        services.AddTransient<GetChain>();
        services.AddTransient<ListChains>();
        services.AddTransient<CancelChain>();
        services.AddTransient<SuspendChain>();
        services.AddTransient<ResumeChain>();
        services.AddTransient<RerunChain>();
        services.AddTransient<DiagramChain>();
        services.AddTransient<DiagramTemplate>();
    }

    static void AddTemplates(this IServiceCollection services)
    {
        services.AddTransient<TemplateValidator>();
        services.AddTransient<TemplateChains>();
        services.AddTransient<PublishTemplate>();
        services.AddTransient<GetTemplate>();
        services.AddTransient<ListTemplates>();
        services.AddTransient<SetTemplateActive>();
        services.AddTransient<DiffTemplates>();
        services.AddTransient<InstantiateTemplate>();
    }
}
