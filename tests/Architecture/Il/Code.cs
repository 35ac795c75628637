using Mono.Cecil;

namespace Orchestrator.Architecture.Tests.Il;

/// <summary>Ways through compiled code that the rules share.</summary>
static class Code
{
    public static IEnumerable<TypeDefinition> TypesOf(AssemblyDefinition assembly) => assembly.MainModule.GetTypes();

    /// <summary>Written by a person: not by a source generator, and not protoc's.</summary>
    public static bool IsHandWritten(TypeDefinition type) =>
        !type.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "GeneratedCodeAttribute")
        && !type.Namespace.StartsWith("System.Text.RegularExpressions.Generated", StringComparison.Ordinal)
        && (type.DeclaringType is null || IsHandWritten(type.DeclaringType));

    public static IEnumerable<MethodDefinition> BodiesOf(IEnumerable<TypeDefinition> types) =>
        types.SelectMany(type => type.Methods).Where(method => method.HasBody);

    /// <summary>Methods that the body calls, constructs or takes the address of, in order.</summary>
    public static IEnumerable<MethodReference> CallsOf(MethodDefinition method) =>
        method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>();

    /// <summary>The method's own body, and that of the state machine which an async method or iterator became.</summary>
    public static IEnumerable<MethodDefinition> WithStateMachine(MethodDefinition method)
    {
        IEnumerable<MethodDefinition> steps = method.CustomAttributes
            .Where(attribute => attribute.AttributeType.Name.EndsWith("StateMachineAttribute", StringComparison.Ordinal))
            .Select(attribute => ((TypeReference)attribute.ConstructorArguments[0].Value).Resolve())
            .SelectMany(type => type.Methods);
        return steps.Prepend(method).Where(body => body.HasBody);
    }

    /// <summary>Base classes and interfaces, also those of the bases, as far as they resolve.</summary>
    public static IEnumerable<TypeReference> BasesOf(TypeDefinition type) => type.Interfaces
        .Select(implemented => implemented.InterfaceType)
        .Concat(type.BaseType is null ? [] : (IEnumerable<TypeReference>)[type.BaseType])
        .SelectMany(super => super.Resolve() is { } definition ? BasesOf(definition).Prepend(super) : [super]);

    /// <summary>Types that stand in one type's own code: its bases, members and bodies.</summary>
    public static IEnumerable<TypeReference> ReferencedTypes(TypeDefinition type)
    {
        IEnumerable<TypeReference?> bodies = BodiesOf([type]).SelectMany(method => method.Body.Variables
            .Select(variable => variable.VariableType)
            .Concat(method.Body.ExceptionHandlers.Select(handler => handler.CatchType))
            .Concat(method.Body.Instructions.Select(instruction => instruction.Operand switch
            {
                TypeReference operand => operand,
                MemberReference member => member.DeclaringType,
                _ => null,
            })));
        IEnumerable<TypeReference?> members = type.Fields.Select(field => field.FieldType)
            .Concat(type.Methods.SelectMany(method => method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType)));
        return type.Interfaces.Select(implemented => implemented.InterfaceType)
            .Append(type.BaseType).Concat(members).Concat(bodies)
            .OfType<TypeReference>()
            .SelectMany(reference => reference is GenericInstanceType generic ? generic.GenericArguments.Append(generic.ElementType) : [reference]);
    }

    /// <summary><c>Type.Method</c> as its author wrote it: a state machine or closure is named for the method that it came from.</summary>
    public static string NameOf(MethodDefinition method)
    {
        TypeDefinition type = method.DeclaringType;
        string name = SourceName(method.Name);
        while (type.Name.StartsWith('<') && type.DeclaringType is not null)
        {
            name = type.Name.IndexOf('>', StringComparison.Ordinal) > 1 ? SourceName(type.Name) : name;
            type = type.DeclaringType;
        }

        return $"{type.FullName}.{name}";
    }

    /// <summary>Every type whose name stands in the code: bases, members, bodies and attributes of the module.</summary>
    public static IEnumerable<TypeReference> ReferencedTypes(AssemblyDefinition assembly) => assembly.MainModule.GetTypeReferences();

    public static string AssemblyOf(TypeReference type) => type.Scope switch
    {
        AssemblyNameReference reference => reference.Name,
        ModuleDefinition module => module.Assembly.Name.Name,
        _ => type.Scope.Name,
    };

    /// <summary>Namespace of the type, or of the outermost type that it is nested in.</summary>
    public static string NamespaceOf(TypeReference type) => type.DeclaringType is { } outer ? NamespaceOf(outer) : type.Namespace;

    /// <summary><c>&lt;RunAsync&gt;d__3</c> and <c>&lt;RunAsync&gt;b__0</c> were written as <c>RunAsync</c>.</summary>
    static string SourceName(string name)
    {
        int end = name.IndexOf('>', StringComparison.Ordinal);
        return name.StartsWith('<') && end > 1 ? name[1..end] : name;
    }
}
