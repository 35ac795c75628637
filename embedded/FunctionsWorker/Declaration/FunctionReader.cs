using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Invocation;

namespace Microsoft.Azure.Functions.Worker.Declaration;

/// <summary>Reads one method's declaration; what is wrong with it goes to <paramref name="faults"/>.</summary>
sealed class FunctionReader(MethodInfo method, FunctionAttribute attribute, bool aspNetCore, List<string> faults)
{
    readonly string _method = $"{method.DeclaringType!.FullName}.{method.Name}";
    readonly int _faultsBefore = faults.Count;

    /// <returns>Null when the declaration has faults.</returns>
    public FunctionDescriptor? Read()
    {
        if (string.IsNullOrWhiteSpace(attribute.Name))
            Fault("the function has no name");
        if (method.IsGenericMethodDefinition || method.DeclaringType!.ContainsGenericParameters)
            Fault("a function cannot be generic");
        if (!method.IsStatic && method.DeclaringType!.IsAbstract)
            Fault("an instance method of an abstract class cannot be a function");
        if (!method.DeclaringType!.IsVisible)
            Fault("the class of a function must be public");
        if (method.ReturnType == typeof(void) && method.GetCustomAttribute<AsyncStateMachineAttribute>() is not null)
            Fault("'async void' hides the function's end; return Task");

        ParameterInfo[] parameters = method.GetParameters();
        ParameterInfo[] triggers = [.. parameters.Where(parameter => TriggerOf(parameter) is not null)];
        if (triggers.Length != 1)
        {
            Fault(triggers.Length == 0
                ? "no parameter has a trigger attribute"
                : $"parameters {string.Join(" and ", triggers.Select(trigger => $"'{trigger.Name}'"))} have trigger attributes; a function has one");
            return null;
        }

        TriggerBindingAttribute trigger = TriggerOf(triggers[0])!;
        if (KindOf(trigger) is not { } kind)
        {
            Fault($"parameter '{triggers[0].Name}': this worker has no trigger '{trigger.GetType().Name}'");
            return null;
        }
        ParameterBinder binder = new(kind, triggers[0], aspNetCore);
        List<ParameterBinding> bindings = [];
        foreach (ParameterInfo parameter in parameters)
        {
            if (binder.Bind(parameter, out string? reason) is { } binding)
                bindings.Add(binding);
            else
                Fault($"parameter '{parameter.Name}' of type '{parameter.ParameterType}' cannot be bound: {reason}");
        }
        return faults.Count == _faultsBefore ? new(attribute.Name, kind, method, trigger, bindings, binder.InputType) : null;
    }

    static TriggerBindingAttribute? TriggerOf(ParameterInfo parameter) => parameter.GetCustomAttribute<TriggerBindingAttribute>();

    static TriggerKind? KindOf(TriggerBindingAttribute trigger) => trigger switch
    {
        HttpTriggerAttribute => TriggerKind.Http,
        TimerTriggerAttribute => TriggerKind.Timer,
        OrchestrationTriggerAttribute => TriggerKind.Orchestration,
        ActivityTriggerAttribute => TriggerKind.Activity,
        EntityTriggerAttribute => TriggerKind.Entity,
        _ => null,
    };

    void Fault(string reason) => faults.Add($"{_method} (function '{attribute.Name}'): {reason}.");
}
