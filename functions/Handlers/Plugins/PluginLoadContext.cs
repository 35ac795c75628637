using System.Reflection;
using System.Runtime.Loader;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Handlers.Plugins;

/// <summary>
/// A plugin's own assemblies: what lies beside it is loaded for it alone, so two plugins may need two versions of a library. The contract
/// is the host's, for both must mean the same by it; so is the framework.
/// </summary>
sealed class PluginLoadContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    static readonly string Contract = typeof(ITaskHandler).Assembly.GetName().Name!;
    readonly AssemblyDependencyResolver _beside = new(path);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name != Contract && _beside.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _beside.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : base.LoadUnmanagedDll(unmanagedDllName);
}
