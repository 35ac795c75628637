using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

public static class ServiceCollectionExtensions
{
    /// <summary>Adds a client, or finds the one of that name; the unnamed one can be injected as <see cref="DurableTaskClient"/>.</summary>
    public static IDurableTaskClientBuilder AddDurableTaskClient(this IServiceCollection services, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        name ??= Options.DefaultName;
        Builders builders = Builders.Of(services);
        if (builders.ByName.TryGetValue(name, out IDurableTaskClientBuilder? existing))
            return existing;

        IDurableTaskClientBuilder builder = new DefaultDurableTaskClientBuilder(name, services);
        builders.ByName.Add(name, builder);
        services.TryAddSingleton<IDurableTaskClientProvider, DefaultDurableTaskClientProvider>();
        services.AddOptions<DurableTaskClientOptions>(name).PostConfigure<IServiceProvider>((options, provider) =>
        {
            if (!options.DataConverterExplicitlySet && provider.GetService<DataConverter>() is { } converter)
                options.DataConverter = converter;
        });
        services.AddSingleton(provider => new ClientContainer(builder.Build(provider)));
        return name == Options.DefaultName ? builder.RegisterDirectly() : builder;
    }

    public static IServiceCollection AddDurableTaskClient(this IServiceCollection services, Action<IDurableTaskClientBuilder> configure)
        => services.AddDurableTaskClient(Options.DefaultName, configure);

    public static IServiceCollection AddDurableTaskClient(
        this IServiceCollection services, string name, Action<IDurableTaskClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(services.AddDurableTaskClient(name));
        return services;
    }

    /// <summary>The builders of one service collection, kept in it.</summary>
    sealed class Builders
    {
        public Dictionary<string, IDurableTaskClientBuilder> ByName { get; } = [];

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
