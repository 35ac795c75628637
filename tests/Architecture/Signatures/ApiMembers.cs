using System.Globalization;
using Mono.Cecil;

namespace Orchestrator.Architecture.Tests.Signatures;

/// <summary>Public and protected members of one type, one line each.</summary>
static class ApiMembers
{
    public static IEnumerable<string> Of(TypeDefinition type) => type switch
    {
        { IsEnum: true } => EnumValues(type),
        _ => [.. Fields(type), .. Properties(type), .. Events(type), .. Methods(type)],
    };

    /// <summary><c>params in T name = default</c>, each part where it applies.</summary>
    public static string Parameters(IEnumerable<ParameterDefinition> parameters) => string.Join(", ", parameters.Select(Parameter));

    public static bool IsVisible(MethodDefinition? method) =>
        method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    static IEnumerable<string> EnumValues(TypeDefinition type) =>
        type.Fields.Where(field => field.IsStatic).Select(field => Line($"{ApiNames.Of(type)}.{field.Name} = {field.Constant}"));

    static IEnumerable<string> Fields(TypeDefinition type)
    {
        foreach (FieldDefinition field in type.Fields.Where(field => field.IsPublic || field.IsFamily))
        {
            string modifiers = (field.HasConstant ? "const " : field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
            string value = field.HasConstant ? " = " + Constant(field.Constant, field.FieldType) : "";
            yield return $"{ApiNames.Of(type)} :: {modifiers}{ApiNames.Of(field.FieldType)} {field.Name}{value}";
        }
    }

    static IEnumerable<string> Properties(TypeDefinition type)
    {
        foreach (PropertyDefinition property in type.Properties)
        {
            bool readable = IsVisible(property.GetMethod);
            bool writable = IsVisible(property.SetMethod);
            if (!readable && !writable)
            {
                continue;
            }

            MethodDefinition accessor = readable ? property.GetMethod! : property.SetMethod!;
            string name = property.HasParameters ? $"this[{Parameters(property.Parameters)}]" : property.Name;
            // An init accessor returns void with a required modifier (IsExternalInit).
            string setter = !writable ? "" : property.SetMethod!.ReturnType is RequiredModifierType ? "init; " : "set; ";
            yield return $"{ApiNames.Of(type)} :: {Modifiers(accessor)}{ApiNames.Of(property.PropertyType)} {name} " +
                $"{{ {(readable ? "get; " : "")}{setter}}}";
        }
    }

    static IEnumerable<string> Events(TypeDefinition type) => type.Events
        .Where(@event => IsVisible(@event.AddMethod))
        .Select(@event => $"{ApiNames.Of(type)} :: event {ApiNames.Of(@event.EventType)} {@event.Name}");

    static IEnumerable<string> Methods(TypeDefinition type)
    {
        // What a record generates with a name that C# can say (Equals, PrintMembers, ==, the copy constructor) is surface; <Clone>$ is not.
        foreach (MethodDefinition method in type.Methods.Where(method => IsVisible(method) && !IsAccessor(method) && !method.Name.StartsWith('<')))
        {
            string parameters = Parameters(method.Parameters);
            if (method.IsConstructor)
            {
                if (!method.IsStatic)
                {
                    yield return $"{ApiNames.Of(type)} :: {Access(method)}new({parameters})";
                }

                continue;
            }

            string generics = method.HasGenericParameters
                ? $"<{string.Join(", ", method.GenericParameters.Select(parameter => parameter.Name))}>"
                : "";
            string extension = HasAttribute(method, "ExtensionAttribute") ? "this " : "";
            yield return $"{ApiNames.Of(type)} :: {Modifiers(method)}{ApiNames.Of(method.ReturnType)} {method.Name}{generics}" +
                $"({extension}{parameters}){ApiNames.Constraints(method)}";
        }
    }

    static string Parameter(ParameterDefinition parameter)
    {
        string prefix = HasAttribute(parameter, "ParamArrayAttribute") ? "params " : "";
        string direction = parameter.ParameterType is not ByReferenceType ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        string value = !parameter.IsOptional ? ""
            : parameter.HasConstant ? " = " + Constant(parameter.Constant, parameter.ParameterType)
            : " = default";
        return $"{prefix}{direction}{ApiNames.Of(parameter.ParameterType)} {parameter.Name}{value}";
    }

    static string Constant(object? value, TypeReference type) => value switch
    {
        null => type.IsValueType && type is not GenericInstanceType ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Line($"{value}"),
    };

    static string Modifiers(MethodDefinition method) => Access(method) + (
        method.IsStatic ? "static "
        : method.IsAbstract ? "abstract "
        : method.IsVirtual && !method.IsFinal ? (method.IsReuseSlot ? "override " : "virtual ")
        : "");

    static string Access(MethodDefinition method) => method.IsPublic ? "public " : "protected ";

    static bool IsAccessor(MethodDefinition method) => method.IsGetter || method.IsSetter || method.IsAddOn || method.IsRemoveOn;

    static bool HasAttribute(ICustomAttributeProvider target, string name) =>
        target.CustomAttributes.Any(attribute => attribute.AttributeType.Name == name);

    static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
