using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Invocation;

namespace Microsoft.Azure.Functions.Worker.Declaration;

/// <summary>A function, checked and ready to run.</summary>
sealed class FunctionDescriptor(
    string name, TriggerKind kind, MethodInfo method, TriggerBindingAttribute trigger, IReadOnlyList<ParameterBinding> parameters, Type? inputType)
{
    /// <summary>The function's own; orchestrators, activities and entities may be called by another one (<see cref="TaskName"/>).</summary>
    public string Name { get; } = name;

    public TriggerKind Kind { get; } = kind;

    public MethodInfo Method { get; } = method;

    public TriggerBindingAttribute Trigger { get; } = trigger;

    /// <summary>In the method's order.</summary>
    public IReadOnlyList<ParameterBinding> Parameters { get; } = parameters;

    /// <summary>Of an orchestrator or activity; null when it takes no input.</summary>
    public Type? InputType { get; } = inputType;

    public EmbeddedFunctionDefinition Definition { get; } = new(name, method);

    public FunctionResultReader ResultReader { get; } = FunctionResultReader.For(method.ReturnType);

    /// <summary>What orchestrators call it by.</summary>
    public string TaskName => Trigger switch
    {
        OrchestrationTriggerAttribute { Orchestration: { Length: > 0 } orchestration } => orchestration,
        ActivityTriggerAttribute { Activity: { Length: > 0 } activity } => activity,
        EntityTriggerAttribute { EntityName: { Length: > 0 } entity } => entity,
        _ => Name,
    };
}
