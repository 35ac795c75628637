using Microsoft.DurableTask.Runtime.Activities;
using Microsoft.Extensions.DependencyInjection;

namespace Orchestrator.Embedded.DurableTask.Tests.Runtime.Activities;

public sealed class LazyScopeTests
{
    [Fact]
    public async Task NothingAsked_OpensNoScope()
    {
        var root = new CountingRoot();

        await using (new LazyScope(root)) { }

        Assert.Equal(0, root.Scopes);
    }

    [Fact]
    public async Task Asked_OpensOneScopeAndClosesIt()
    {
        var root = new CountingRoot();
        Scoped first;
        await using (var scope = new LazyScope(root))
        {
            first = scope.GetRequiredService<Scoped>();
            Assert.Same(first, scope.GetRequiredService<Scoped>());
            Assert.Same(first, scope.GetRequiredKeyedService<Scoped>("key"));
            Assert.Same(first, scope.GetKeyedService<Scoped>("key"));
            Assert.Null(scope.GetService<Uri>());
            Assert.False(first.IsDisposed);
        }

        Assert.True(first.IsDisposed);
        Assert.Equal(1, root.Scopes);
    }

    [Fact]
    public async Task AskedOnManyThreads_OpensOneScope()
    {
        var root = new CountingRoot();
        await using var scope = new LazyScope(root);
        using var together = new Barrier(8);

        Scoped[] got = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                return scope.GetRequiredService<Scoped>();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Single(got.Distinct());
    }

    sealed class Scoped : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    /// <summary>A container that counts the scopes that were opened.</summary>
    sealed class CountingRoot : IServiceProvider, IServiceScopeFactory
    {
        readonly ServiceProvider _services = new ServiceCollection()
            .AddScoped<Scoped>()
            .AddKeyedScoped("key", (services, _) => services.GetRequiredService<Scoped>())
            .BuildServiceProvider();
        int _scopes;

        public int Scopes => _scopes;

        public object? GetService(Type serviceType) => serviceType == typeof(IServiceScopeFactory) ? this : _services.GetService(serviceType);

        public IServiceScope CreateScope()
        {
            Interlocked.Increment(ref _scopes);
            return _services.CreateScope();
        }
    }
}
