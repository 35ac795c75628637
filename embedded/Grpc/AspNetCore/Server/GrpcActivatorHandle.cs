using System.Runtime.InteropServices;

namespace Grpc.AspNetCore.Server;

/// <summary>An instance for one call, and whether the activator made it and so has to dispose it.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct GrpcActivatorHandle<T>(T instance, bool created, object? state)
{
    public T Instance { get; } = instance;

    public bool Created { get; } = created;

    public object? State { get; } = state;
}
