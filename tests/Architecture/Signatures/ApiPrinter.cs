using Mono.Cecil;

namespace Orchestrator.Architecture.Tests.Signatures;

/// <summary>
/// Prints the public surface of an assembly as the lists in <c>embedded/api</c> have it: a line for each type with its bases, a
/// line for each public or protected member. Not in this form, and so not checked: the nullability of reference types,
/// attributes, variance, and <c>readonly</c> or <c>ref</c> on a struct.
/// </summary>
static class ApiPrinter
{
    /// <returns>Distinct lines in ordinal order.</returns>
    public static IReadOnlyList<string> Print(IEnumerable<TypeDefinition> types) =>
        [.. types.Where(IsVisible).SelectMany(LinesOf).Distinct().Order(StringComparer.Ordinal)];

    static bool IsVisible(TypeDefinition type) => type.DeclaringType is null
        ? type.IsPublic
        : (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamilyOrAssembly) && IsVisible(type.DeclaringType);

    static IEnumerable<string> LinesOf(TypeDefinition type)
    {
        if (type.BaseType?.FullName == "System.MulticastDelegate")
        {
            MethodDefinition invoke = type.Methods.Single(method => method.Name == "Invoke");
            return [$"delegate {ApiNames.Of(invoke.ReturnType)} {ApiNames.Of(type)}({ApiMembers.Parameters(invoke.Parameters)}){ApiNames.Constraints(type)}"];
        }

        return ApiMembers.Of(type).Prepend(HeaderOf(type));
    }

    static string HeaderOf(TypeDefinition type)
    {
        string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : "class";
        string modifiers = kind != "class" ? ""
            : type.IsAbstract && type.IsSealed ? "static "
            : type.IsAbstract ? "abstract "
            : type.IsSealed ? "sealed "
            : "";
        string record = type.Methods.Any(method => method.Name == "<Clone>$") ? "record " : "";
        var bases = new List<string>();
        if (kind == "class" && type.BaseType is not null && type.BaseType.FullName != "System.Object")
        {
            bases.Add(ApiNames.Of(type.BaseType));
        }

        if (kind != "enum")
        {
            bases.AddRange(type.Interfaces.Select(implemented => ApiNames.Of(implemented.InterfaceType)).Order(StringComparer.Ordinal));
        }

        string list = bases.Count > 0 ? " : " + string.Join(", ", bases) : "";
        return $"{modifiers}{record}{kind} {ApiNames.Of(type)}{list}{ApiNames.Constraints(type)}";
    }
}
