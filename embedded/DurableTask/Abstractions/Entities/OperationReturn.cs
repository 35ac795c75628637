using System.Reflection;

namespace Microsoft.DurableTask.Entities;

/// <summary>Waits for what an operation's method returned, whatever shape of task, and takes the value out of it.</summary>
static class OperationReturn
{
    static readonly MethodInfo s_ofTask = Find(nameof(OfTaskAsync));
    static readonly MethodInfo s_ofValueTask = Find(nameof(OfValueTaskAsync));

    /// <param name="declared">The method's return type: a derived task must not be taken for one with a value.</param>
    /// <param name="ended">Called once the method has ended without an exception.</param>
    public static async ValueTask<object?> TakeAsync(object? returned, Type declared, Action ended)
    {
        object? value = await WaitAsync(returned, declared);
        ended();
        return value;
    }

    static async ValueTask<object?> WaitAsync(object? returned, Type declared)
    {
        Type? definition = declared.IsGenericType ? declared.GetGenericTypeDefinition() : null;
        if (definition == typeof(Task<>)) return await Invoke(s_ofTask, returned, declared);
        if (definition == typeof(ValueTask<>)) return await Invoke(s_ofValueTask, returned, declared);
        if (returned is Task task && typeof(Task).IsAssignableFrom(declared)) await task;
        else if (declared == typeof(ValueTask)) await (ValueTask)returned!;
        else return returned;
        return null;
    }

    static Task<object?> Invoke(MethodInfo method, object? returned, Type declared)
        => (Task<object?>)method.MakeGenericMethod(declared.GenericTypeArguments[0])
            .Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [returned], culture: null)!;

    static async Task<object?> OfTaskAsync<T>(Task<T> task) => await task;

    static async Task<object?> OfValueTaskAsync<T>(ValueTask<T> task) => await task;

    static MethodInfo Find(string name) => typeof(OperationReturn).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}
