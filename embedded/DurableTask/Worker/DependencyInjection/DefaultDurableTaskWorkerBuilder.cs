using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Worker;

/// <summary>Makes the worker with its name and its factory as constructor arguments, the others from the services.</summary>
public class DefaultDurableTaskWorkerBuilder : IDurableTaskWorkerBuilder
{
    public DefaultDurableTaskWorkerBuilder(string? name, IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        (Name, Services) = (name ?? Options.DefaultName, services);
    }

    public string Name { get; }

    public IServiceCollection Services { get; }

    /// <exception cref="ArgumentException">The type is abstract, or no <see cref="DurableTaskWorker"/>.</exception>
    public Type? BuildTarget
    {
        get;
        set
        {
            value?.ThrowIfNotConcrete<DurableTaskWorker>();
            field = value;
        }
    }

    /// <exception cref="InvalidOperationException">No build target is set.</exception>
    public IHostedService Build(IServiceProvider serviceProvider)
    {
        if (BuildTarget is null)
            throw new InvalidOperationException("No DurableTask worker target is set: call 'UseBuildTarget(Type target)' on the worker's builder.");
        DurableTaskRegistry registry = serviceProvider.GetRequiredService<IOptionsMonitor<DurableTaskRegistry>>().Get(Name);
        return (IHostedService)ActivatorUtilities.CreateInstance(serviceProvider, BuildTarget, Name, new DurableTaskFactory(registry));
    }
}
