using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Runtime.Activities;

/// <summary>The services of one activity: a scope that the first question opens, for most activities that are functions ask none.</summary>
internal sealed class LazyScope(IServiceProvider root) : IKeyedServiceProvider, ISupportRequiredService, IAsyncDisposable
{
    IServiceScope? _scope;

    IServiceProvider Services => (Volatile.Read(ref _scope) ?? Open()).ServiceProvider;

    public object? GetService(Type serviceType) => Services.GetService(serviceType);

    public object GetRequiredService(Type serviceType) => Services.GetRequiredService(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) => ((IKeyedServiceProvider)Services).GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => Services.GetRequiredKeyedService(serviceType, serviceKey);

    public ValueTask DisposeAsync() => _scope is IAsyncDisposable opened ? opened.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>An activity may ask on several threads: one scope serves them all.</summary>
    IServiceScope Open()
    {
        IServiceScope scope = root.CreateAsyncScope();
        if (Interlocked.CompareExchange(ref _scope, scope, comparand: null) is not { } first) return scope;
        scope.Dispose();
        return first;
    }
}
