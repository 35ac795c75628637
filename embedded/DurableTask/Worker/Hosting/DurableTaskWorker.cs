using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Worker.Hosting;

/// <summary>Runs the orchestrators and activities of one registry; a runtime derives from it.</summary>
public abstract class DurableTaskWorker : BackgroundService
{
    readonly string _name;
    readonly IDurableTaskFactory _factory;

    protected DurableTaskWorker(string? name, IDurableTaskFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        (_name, _factory) = (name ?? Options.DefaultName, factory);
    }

    protected virtual string Name => _name;

    protected virtual IDurableTaskFactory Factory => _factory;

    protected IExceptionPropertiesProvider? ExceptionPropertiesProvider { get; set; }
}
