using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Worker;

public static class ServiceCollectionExtensions
{
    /// <summary>Adds a worker as a hosted service, or finds the one of that name.</summary>
    public static IDurableTaskWorkerBuilder AddDurableTaskWorker(this IServiceCollection services, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        name ??= Options.DefaultName;
        Builders builders = Builders.Of(services);
        if (builders.ByName.TryGetValue(name, out IDurableTaskWorkerBuilder? existing))
            return existing;

        IDurableTaskWorkerBuilder builder = new DefaultDurableTaskWorkerBuilder(name, services);
        builders.ByName.Add(name, builder);
        services.AddOptions<DurableTaskWorkerOptions>(name).PostConfigure<IServiceProvider>((options, provider) =>
        {
            if (!options.DataConverterExplicitlySet && provider.GetService<DataConverter>() is { } converter)
                options.DataConverter = converter;
        });
        services.AddSingleton(builder.Build);
        return builder;
    }

    public static IServiceCollection AddDurableTaskWorker(this IServiceCollection services, Action<IDurableTaskWorkerBuilder> configure)
        => services.AddDurableTaskWorker(Options.DefaultName, configure);

    public static IServiceCollection AddDurableTaskWorker(
        this IServiceCollection services, string name, Action<IDurableTaskWorkerBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        configure(services.AddDurableTaskWorker(name));
        return services;
    }

    /// <summary>The builders of one service collection, kept in it.</summary>
    sealed class Builders
    {
        public Dictionary<string, IDurableTaskWorkerBuilder> ByName { get; } = [];

        public static Builders Of(IServiceCollection services)
        {
            if (services.FirstOrDefault(service => service.ServiceType == typeof(Builders))?.ImplementationInstance is Builders existing)
                return existing;
            Builders added = new();
            services.AddSingleton(added);
            return added;
        }
    }
}
