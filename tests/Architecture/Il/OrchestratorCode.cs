using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Orchestrator.Architecture.Tests.Il;

/// <summary>
/// What an orchestrator runs: the methods with an <c>[OrchestrationTrigger]</c> parameter, their state machines, lambdas and
/// local functions, and whatever of the given assemblies they call, through interfaces and overrides to each implementation.
/// </summary>
sealed class OrchestratorCode
{
    readonly HashSet<string> _assemblies;
    readonly Dictionary<string, List<TypeDefinition>> _derived = new(StringComparer.Ordinal);
    readonly IReadOnlyList<TypeDefinition> _types;

    public OrchestratorCode(IEnumerable<TypeDefinition> types)
    {
        _types = [.. types];
        _assemblies = [.. _types.Select(type => type.Module.Assembly.Name.Name)];
        foreach (TypeDefinition type in _types)
        {
            IEnumerable<TypeReference> bases = type.Interfaces.Select(implemented => implemented.InterfaceType);
            foreach (TypeReference super in type.BaseType is null ? bases : bases.Append(type.BaseType))
            {
                string name = super.GetElementType().FullName;
                (_derived.TryGetValue(name, out List<TypeDefinition>? list) ? list : _derived[name] = []).Add(type);
            }
        }
    }

    public IReadOnlyList<MethodDefinition> EntryPoints => [.. _types.SelectMany(type => type.Methods).Where(method =>
        method.Parameters.Any(parameter => parameter.CustomAttributes.Any(
            attribute => attribute.AttributeType.Name == "OrchestrationTriggerAttribute")))];

    /// <summary>Every method that <paramref name="entry"/> may run, itself first.</summary>
    public IReadOnlyList<MethodDefinition> ReachableFrom(MethodDefinition entry)
    {
        var found = new HashSet<MethodDefinition>();
        var open = new Queue<MethodDefinition>([entry]);
        while (open.TryDequeue(out MethodDefinition? method))
        {
            if (!found.Add(method) || !method.HasBody)
            {
                continue;
            }

            foreach (MethodDefinition next in method.Body.Instructions.SelectMany(CalledBy))
            {
                open.Enqueue(next);
            }
        }

        return [.. found];
    }

    IEnumerable<MethodDefinition> CalledBy(Instruction instruction)
    {
        if (instruction.Operand is not MethodReference reference || !_assemblies.Contains(Code.AssemblyOf(reference.DeclaringType.GetElementType())))
        {
            // An async method hands its state machine to the builder: Start<TStateMachine>(ref stateMachine).
            return instruction.Operand is GenericInstanceMethod { Name: "Start" } start
                ? start.GenericArguments.Select(argument => argument.Resolve()).Where(type => type is not null).SelectMany(StepsOf)
                : [];
        }

        MethodDefinition? method = reference.Resolve();
        return method is null ? []
            : method.IsConstructor && method.DeclaringType.Name.StartsWith('<') ? [method, .. StepsOf(method.DeclaringType)]
            : method.IsVirtual ? [method, .. OverridesOf(method, method.DeclaringType)]
            : [method];
    }

    /// <summary>An iterator or async iterator runs when it is enumerated, by whomever: taken as run where it is made.</summary>
    static IEnumerable<MethodDefinition> StepsOf(TypeDefinition stateMachine) =>
        stateMachine.Methods.Where(method => method.Name == "MoveNext");

    IEnumerable<MethodDefinition> OverridesOf(MethodDefinition method, TypeDefinition type)
    {
        foreach (TypeDefinition derived in _derived.TryGetValue(type.FullName, out List<TypeDefinition>? list) ? list : [])
        {
            foreach (MethodDefinition candidate in derived.Methods.Where(candidate =>
                candidate.Parameters.Count == method.Parameters.Count
                && (candidate.Name == method.Name || candidate.Name.EndsWith("." + method.Name, StringComparison.Ordinal))))
            {
                yield return candidate;
            }

            foreach (MethodDefinition deeper in OverridesOf(method, derived))
            {
                yield return deeper;
            }
        }
    }
}
