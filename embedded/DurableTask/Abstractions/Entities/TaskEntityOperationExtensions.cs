using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Microsoft.DurableTask.Entities;

public static class TaskEntityOperationExtensions
{
    const BindingFlags Methods = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    /// <summary>Calls the public method of <paramref name="target"/> that bears the operation's name; its own exceptions come through.</summary>
    /// <param name="returned">What it returned, perhaps a task; <paramref name="declared"/> is its return type.</param>
    /// <returns>False when there is no such method.</returns>
    /// <exception cref="AmbiguousMatchException">There are several.</exception>
    /// <exception cref="InvalidOperationException">A parameter gets no value, or two would get the same.</exception>
    internal static bool TryDispatch(
        this TaskEntityOperation operation, object target, out object? returned, [NotNullWhen(true)] out Type? declared)
    {
        (returned, declared) = (null, null);
        if (target.GetType().GetMethod(operation.Name, Methods) is not { } method)
            return false;
        ParameterInfo[] parameters = method.GetParameters();
        object?[] arguments = new object?[parameters.Length];
        ParameterInfo? context = null;
        ParameterInfo? input = null;
        for (int i = 0; i < parameters.Length; i++)
        {
            ParameterInfo parameter = parameters[i];
            if (parameter.ParameterType == typeof(TaskEntityContext))
            {
                ThrowIfTaken(context, parameter, "context", operation);
                (context, arguments[i]) = (parameter, operation.Context);
                continue;
            }
            ThrowIfTaken(input, parameter, "input", operation);
            if (operation.HasInput)
                (input, arguments[i]) = (parameter, operation.GetInput(parameter.ParameterType));
            else if (parameter.HasDefaultValue)
                (input, arguments[i]) = (parameter, parameter.DefaultValue);
            else
                throw new InvalidOperationException(
                    $"Error dispatching {operation} to '{method}'. Parameter '{parameter}' expects an input value, but the caller provided none.");
        }
        returned = method.Invoke(target, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        declared = method.ReturnType;
        return true;
    }

    static void ThrowIfTaken(ParameterInfo? taken, ParameterInfo parameter, string what, TaskEntityOperation operation)
    {
        if (taken is not null)
            throw new InvalidOperationException(
                $"Error dispatching {operation} to '{parameter.Member}'. Parameter '{parameter}' would get the {what}, which '{taken}' gets already.");
    }
}
