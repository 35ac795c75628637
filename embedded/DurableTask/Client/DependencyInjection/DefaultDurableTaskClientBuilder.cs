using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

/// <summary>Makes the client with its name as a constructor argument, the others from the services.</summary>
public class DefaultDurableTaskClientBuilder(string? name, IServiceCollection services) : IDurableTaskClientBuilder
{
    public string Name { get; } = name ?? Options.DefaultName;

    public IServiceCollection Services { get; } = services;

    /// <exception cref="ArgumentException">The type is abstract, or no <see cref="DurableTaskClient"/>.</exception>
    public Type? BuildTarget
    {
        get;
        set
        {
            value?.ThrowIfNotConcrete<DurableTaskClient>();
            field = value;
        }
    }

    /// <exception cref="InvalidOperationException">No build target is set.</exception>
    public DurableTaskClient Build(IServiceProvider serviceProvider) => BuildTarget is null
        ? throw new InvalidOperationException("No DurableTask client target is set: call 'UseBuildTarget(Type target)' on the client's builder.")
        : (DurableTaskClient)ActivatorUtilities.CreateInstance(serviceProvider, BuildTarget, Name);
}
