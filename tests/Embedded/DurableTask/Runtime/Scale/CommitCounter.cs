using System.Reflection;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Tests.Runtime.Scale;

/// <summary>A store that counts the turns in commits that are under way.</summary>
public class CommitCounter : DispatchProxy
{
    readonly Lock _lock = new();
    object _inner = null!;
    int _turns;

    public int TurnsMost { get; private set; }

    internal static IDurableStore Around(IDurableStore inner, out CommitCounter counter)
    {
        IDurableStore proxy = Create<IDurableStore, CommitCounter>();
        counter = (CommitCounter)proxy;
        counter._inner = inner;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != nameof(IDurableStore.CommitAsync)) return targetMethod.Invoke(_inner, args);
        return CommitAsync(((IReadOnlyList<TurnCommit>)args![1]!).Count(t => t.Turn is not null), () => (Task)targetMethod.Invoke(_inner, args)!);
    }

    async Task CommitAsync(int turns, Func<Task> commit)
    {
        lock (_lock) TurnsMost = Math.Max(TurnsMost, _turns += turns);
        // The loop goes on meanwhile, and would begin more if it might.
        await Task.Yield();
        await commit();
        lock (_lock) _turns -= turns;
    }
}
