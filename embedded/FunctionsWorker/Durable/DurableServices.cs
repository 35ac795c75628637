using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>Hands orchestrators, activities and entities to the durable runtime, and its client to the functions.</summary>
static class DurableServices
{
    /// <summary>Nothing for an application without orchestrators, activities, entities and clients.</summary>
    public static void Add(IServiceCollection services, IConfiguration configuration, FunctionCatalog catalog, HostSettings settings)
    {
        if (!IsNeeded(catalog))
            return;
        // The runtime would keep its state in memory without a database: good for tests that say so, never by oversight.
        if (services.All(service => service.ServiceType != typeof(IDurableStore)))
            DatabaseSetting.Require(configuration, "orchestrators, activities, entities and durable clients");
        services.AddSingleton<FunctionsDurableTaskClient>();

        // Functions serialize with the worker's options, as the real worker does, and not with Durable Task's own.
        services.AddSingleton<DataConverter>(provider => new JsonDataConverter(provider.GetRequiredService<IOptions<JsonSerializerOptions>>().Value));
        services.AddOptions<DurableTaskRegistry>().Configure<FunctionPipeline, IServiceProvider>(
            (registry, pipeline, provider) => Register(registry, catalog, pipeline, provider));
        services.AddDurableTaskWorker(worker => worker.UseDurableRuntime().Configure(options =>
        {
            options.EnableEntitySupport = true;
            if (settings.MaxConcurrentActivities is { } activities)
                options.Concurrency.MaximumConcurrentActivityWorkItems = activities;
        }));
        services.AddDurableTaskClient(client => client.UseDurableRuntime().Configure(options => options.EnableEntitySupport = true));
        services.AddOptions<DurableRuntimeOptions>().PostConfigure<ILoggerFactory>((options, loggers) =>
        {
            options.HubName = settings.HubName;
            IgnoredSettings.Say(configuration, loggers.CreateLogger<FunctionsDurableTaskClient>());
        });
    }

    static bool IsNeeded(FunctionCatalog catalog) => catalog.Functions.Any(function
        => function.Kind is TriggerKind.Orchestration or TriggerKind.Activity or TriggerKind.Entity || function.Parameters.Contains(ParameterBindings.DurableClient));

    static void Register(DurableTaskRegistry registry, FunctionCatalog catalog, FunctionPipeline pipeline, IServiceProvider services)
    {
        foreach (FunctionDescriptor function in catalog.Of(TriggerKind.Orchestration))
        {
            FunctionOrchestrator orchestrator = new(function, pipeline, services);
            registry.AddOrchestrator(function.TaskName, () => orchestrator);
        }
        CancellationToken stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        foreach (FunctionDescriptor function in catalog.Of(TriggerKind.Activity))
        {
            FunctionActivity activity = new(function, pipeline, services, stopping);
            registry.AddActivity(function.TaskName, _ => activity);
        }
        foreach (FunctionDescriptor function in catalog.Of(TriggerKind.Entity))
        {
            FunctionEntity entity = new(function, pipeline, services, stopping);
            registry.AddEntity(function.TaskName, _ => entity);
        }
    }
}
