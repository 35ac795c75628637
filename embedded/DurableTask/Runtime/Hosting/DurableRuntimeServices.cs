using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Clients;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Store.InMemory;
using Microsoft.DurableTask.Runtime.Store.Postgres;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Runtime.Hosting;

/// <summary>Puts the embedded runtime behind the public builders.</summary>
internal static class DurableRuntimeServices
{
    /// <summary>Runs this worker's orchestrators and activities here, in this process.</summary>
    public static IDurableTaskWorkerBuilder UseDurableRuntime(this IDurableTaskWorkerBuilder builder)
    {
        builder.Services.AddDurableRuntime();
        return builder.UseBuildTarget<RuntimeDurableTaskWorker>();
    }

    /// <summary>Speaks to the hub through its store, whether or not this process has a worker.</summary>
    public static IDurableTaskClientBuilder UseDurableRuntime(this IDurableTaskClientBuilder builder)
    {
        builder.Services.AddDurableRuntime();
        return builder.UseBuildTarget<RuntimeDurableTaskClient>();
    }

    /// <summary>Adds the hub; a second call changes nothing. <see cref="TimeProvider"/> and <see cref="IDurableStore"/> may be given before.</summary>
    public static IServiceCollection AddDurableRuntime(this IServiceCollection services)
    {
        services.AddOptions<DurableRuntimeOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<DurableRuntimeOptions>, ConfigureDurableRuntime>(
            provider => new ConfigureDurableRuntime(provider.GetService<IConfiguration>())));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new RuntimeEnvironment(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(CreateStore);
        services.TryAddSingleton(provider => new DurableHub(
            provider.GetRequiredService<IDurableStore>(),
            provider.GetRequiredService<IOptions<DurableRuntimeOptions>>().Value,
            provider.GetRequiredService<RuntimeEnvironment>(),
            provider.GetRequiredService<ILogger<DurableHub>>()));
        return services;
    }

    static IDurableStore CreateStore(IServiceProvider provider)
    {
        TimeProvider time = provider.GetRequiredService<TimeProvider>();
        string? connectionString = provider.GetRequiredService<IOptions<DurableRuntimeOptions>>().Value.ConnectionString;
        return connectionString is null ? new InMemoryStore(time) : new PostgresStore(connectionString, time);
    }
}
