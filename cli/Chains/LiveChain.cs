using Spectre.Console;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Chains;

/// <summary>A chain's tree that changes in place: soon after an event, and once a second for durations and the progress of maps.</summary>
internal sealed class LiveChain(IAnsiConsole console, TimeProvider timeProvider)
{
    static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // A burst of events is one picture.
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    readonly SemaphoreSlim _changed = new(0);

    public void Change() => _changed.Release();

    /// <summary>Shows the chain until <paramref name="follow"/> has ended.</summary>
    /// <returns>The chain as <paramref name="follow"/> found it at its end; that is the last picture.</returns>
    public Task<V1.Chain> RunAsync(Func<CancellationToken, Task<V1.Chain>> read, Func<Task<V1.Chain>> follow, CancellationToken cancellationToken) =>
        console.Live(new Text("")).Overflow(VerticalOverflow.Ellipsis).Cropping(VerticalOverflowCropping.Bottom).StartAsync(async display =>
        {
            Task<V1.Chain> ending = follow();
            while (!ending.IsCompleted)
            {
                Draw(display, await read(cancellationToken));
                await Task.WhenAny(ending, _changed.WaitAsync(Tick, cancellationToken));
                await Task.WhenAny(ending, Task.Delay(Pause, timeProvider, cancellationToken));
                while (_changed.Wait(0))
                {
                }
            }

            V1.Chain ended = await ending;
            Draw(display, ended);
            return ended;
        });

    void Draw(LiveDisplayContext display, V1.Chain chain) => display.UpdateTarget(ChainTree.Build(chain, timeProvider.GetUtcNow()));
}
