using System.Globalization;
using Mono.Cecil;

namespace Orchestrator.Architecture.Tests.Signatures;

/// <summary>Names of types as the lists in <c>embedded/api</c> write them: C# keywords, full namespaces, <c>T?</c> for nullable values.</summary>
static class ApiNames
{
    static readonly Dictionary<string, string> s_keywords = new(StringComparer.Ordinal)
    {
        ["System.Void"] = "void",
        ["System.Object"] = "object",
        ["System.String"] = "string",
        ["System.Boolean"] = "bool",
        ["System.Byte"] = "byte",
        ["System.Int16"] = "short",
        ["System.Int32"] = "int",
        ["System.Int64"] = "long",
        ["System.UInt32"] = "uint",
        ["System.UInt64"] = "ulong",
        ["System.Char"] = "char",
        ["System.Single"] = "float",
        ["System.Double"] = "double",
        ["System.Decimal"] = "decimal",
    };

    public static string Of(TypeReference type) => type switch
    {
        ByReferenceType byReference => Of(byReference.ElementType),
        ArrayType array => $"{Of(array.ElementType)}[{new string(',', array.Rank - 1)}]",
        IModifierType modified => Of(modified.ElementType),
        GenericInstanceType { ElementType.FullName: "System.Nullable`1" } nullable => Of(nullable.GenericArguments[0]) + "?",
        GenericInstanceType generic => Qualified(generic.ElementType, [.. generic.GenericArguments.Select(Of)]),
        _ => s_keywords.TryGetValue(type.FullName, out string? keyword)
            ? keyword
            : Qualified(type, [.. type.GenericParameters.Select(parameter => parameter.Name)]),
    };

    /// <summary><c> where T : class, IBase, new()</c> for each constrained parameter; empty for none.</summary>
    public static string Constraints(IGenericParameterProvider owner) => string.Concat(
        owner.GenericParameters.Select(parameter => (parameter.Name, Constraints: ConstraintsOf(parameter).ToList()))
            .Where(entry => entry.Constraints.Count > 0)
            .Select(entry => $" where {entry.Name} : {string.Join(", ", entry.Constraints)}"));

    /// <summary>A nested type's own arguments follow its outer type's: the last ones are its own, the outer's are left out.</summary>
    static string Qualified(TypeReference type, IReadOnlyList<string> arguments)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        string outer = type.DeclaringType is { } declaring ? Of(declaring).Split('<')[0] + "."
            : type.Namespace.Length > 0 ? type.Namespace + "."
            : "";
        int tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        if (tick < 0)
        {
            return outer + type.Name;
        }

        int arity = int.Parse(type.Name.AsSpan(tick + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return $"{outer}{type.Name[..tick]}<{string.Join(", ", arguments.TakeLast(arity))}>";
    }

    static IEnumerable<string> ConstraintsOf(GenericParameter parameter)
    {
        if (parameter.HasReferenceTypeConstraint)
        {
            yield return "class";
        }

        if (parameter.HasNotNullableValueTypeConstraint)
        {
            yield return "struct";
        }

        foreach (string constraint in parameter.Constraints.Select(constraint => Of(constraint.ConstraintType)))
        {
            if (constraint is not ("System.ValueType" or "object"))
            {
                yield return constraint;
            }
        }

        if (parameter.HasDefaultConstructorConstraint && !parameter.HasNotNullableValueTypeConstraint)
        {
            yield return "new()";
        }
    }
}
