using Azure.Core;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Chains.Nodes;
using Orchestrator.Core.Events.Bus;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Llm;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Work;
using Orchestrator.Core.Templates;
using Orchestrator.Database;
using Orchestrator.Database.Repositories.Execution;
using Orchestrator.Functions.Chains;
using Orchestrator.Functions.Handlers;
using Orchestrator.Functions.Handlers.Plugins;
using Orchestrator.Functions.Llm;
using Orchestrator.Functions.Maintenance;
using Orchestrator.Functions.Orchestration;
using Orchestrator.Functions.Tasks;
using Orchestrator.Platform;
using Orchestrator.Platform.Telemetry;

namespace Orchestrator.Functions.Hosting;

static class FunctionServices
{
    const string FilesKey = "ORCHESTRATOR_FILES";
    const string HttpHostsKey = "ORCHESTRATOR_HTTP_HOSTS";
    const string PluginsKey = "ORCHESTRATOR_PLUGINS";

    /// <exception cref="InvalidOperationException">A setting is malformed; the message names it.</exception>
    public static IServiceCollection AddOrchestratorFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddPlatformIdentity(configuration);
        services.AddTelemetry(configuration, "orchestrator-functions")?.UseFunctionsWorkerDefaults();
        services.AddOrchestratorDatabase("functions");
        services.AddExecutionStores();

        services.AddSingleton(RetentionSettings.Read(configuration));
        services.AddSingleton(ChainRunSettings.Read(configuration));
        services.AddSingleton(LlmSettings.Read(configuration));
        services.AddSingleton(LlmLedgerTiming.Default);
        services.AddSingleton<LlmLedger>();
        services.AddSingleton<IChatClient>(ChooseChatClient);

        services.AddSingleton(new FileFolder(configuration[FilesKey]));
        services.AddSingleton<ITaskHandler, LlmCompleteHandler>();
        services.AddSingleton<ITaskHandler, EchoHandler>();
        services.AddSingleton<ITaskHandler, SumHandler>();
        services.AddSingleton<ITaskHandler, FileHashHandler>();
        services.AddSingleton<ITaskHandler, TextSplitHandler>();
        services.AddSingleton(new AllowedHosts(configuration[HttpHostsKey]));
        services.AddSingleton<ITaskHandler>(provider => new HttpCallHandler(
            NewHttpClient(), provider.GetRequiredService<AllowedHosts>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new PluginFolder(configuration[PluginsKey]));
        services.AddSingleton(LoadedHandlers.Load);
        services.AddSingleton(provider => provider.GetRequiredService<LoadedHandlers>().Registry);
        services.AddSingleton<RegistryAnnouncements>();

        services.AddSubChains();

        services.AddSingleton(WorkerIdentity.OfThisProcess());
        services.AddSingleton(new Jitter());
        services.AddMetrics();
        services.AddSingleton(NewBus);
        services.AddHostedService<EventTelemetry>();
        services.AddHostedService<HandlerHost>();
        services.AddSingleton<AttemptMetrics>();
        services.AddSingleton<AttemptEvents>();
        services.AddSingleton<Announcer>();
        services.AddSingleton<OrchestrationAnnouncements>();
        services.AddSingleton<ChainAnnouncements>();
        services.Wrap<ITaskTransitions>((inner, announcer) => new AnnouncedTransitions(inner, announcer));
        services.Wrap<IExecutionStore>((inner, announcer) => new AnnouncedExecution(inner, announcer));
        services.AddSingleton<AttemptRunner>();
        services.AddSingleton<RunningTasks>();
        services.AddHostedService(provider => provider.GetRequiredService<RunningTasks>());
        services.AddSingleton<Readiness>();
        services.AddHostedService(provider => provider.GetRequiredService<Readiness>());
        return services;
    }

    static void Wrap<TService>(this IServiceCollection services, Func<TService, Announcer, TService> wrap)
        where TService : class
    {
        ServiceDescriptor inner = services.Last(d => d.ServiceType == typeof(TService));
        services.Replace(ServiceDescriptor.Singleton(provider => wrap(
            (TService)ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!), provider.GetRequiredService<Announcer>())));
    }

    static void AddSubChains(this IServiceCollection services)
    {
        services.AddSingleton(provider => new WorkValidator(provider.GetRequiredService<HandlerRegistry>().Knows));
        services.AddSingleton<ChainDefinitionValidator>();
        services.AddSingleton<SubChains>();
        services.AddSingleton<TemplateValidator>();
        services.AddSingleton<TemplateChains>();
        services.AddSingleton<ISubChainFactory, SubChainFactory>();
    }

    // Redirects are answers: what a task may call is checked by the address it names.
    static HttpClient NewHttpClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,  // each call has its own
    };

    static EventBus NewBus(IServiceProvider provider)
    {
        ILogger<EventBus> logger = provider.GetRequiredService<ILogger<EventBus>>();
        return new EventBus(failure =>
        {
            if (failure.Error is { } error)
            {
                FunctionsLog.SubscriberFailed(logger, error, failure.Subscriber, failure.Event.Name, failure.Event.SubjectId);
            }
            else
            {
                FunctionsLog.SubscriberBehind(logger, failure.Subscriber, failure.Event.Name, failure.Event.SubjectId);
            }
        });
    }

    static IChatClient ChooseChatClient(IServiceProvider provider)
    {
        LlmSettings settings = provider.GetRequiredService<LlmSettings>();
        TimeProvider timeProvider = provider.GetRequiredService<TimeProvider>();
        if (settings.IsSimulated)
        {
            return new SimulatedChatClient(timeProvider, settings.SimulatedLatency);
        }

        TokenSource? tokens = settings.TokenScope is { } scope
            ? new TokenSource(provider.GetRequiredService<TokenCredential>(), scope, timeProvider)
            : null;
        return new OpenAiChatClient(settings, timeProvider, tokens);
    }
}
