using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>The innermost step of an invocation: binds the parameters, makes the instance, calls the method.</summary>
static class FunctionMethod
{
    static readonly ConcurrentDictionary<Type, ObjectFactory> s_factories = new();

    public static async Task RunAsync(FunctionContext functionContext)
    {
        EmbeddedFunctionContext context = (EmbeddedFunctionContext)functionContext;
        FunctionDescriptor function = context.Function;
        object?[] arguments = new object?[function.Parameters.Count];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = await function.Parameters[i](context);

        object? instance = function.Method.IsStatic ? null : Create(function.Method.DeclaringType!, context.InstanceServices);
        try
        {
            context.Result = await function.ResultReader.ReadAsync(
                function.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null));
        }
        finally
        {
            if (instance is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else
                (instance as IDisposable)?.Dispose();
        }
    }

    static object Create(Type type, IServiceProvider services)
        => s_factories.GetOrAdd(type, static type => ActivatorUtilities.CreateFactory(type, Type.EmptyTypes))(services, arguments: null);
}
