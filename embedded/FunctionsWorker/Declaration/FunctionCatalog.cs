using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Declaration;

/// <summary>All functions of an application.</summary>
sealed class FunctionCatalog
{
    FunctionCatalog(IReadOnlyList<FunctionDescriptor> functions) => Functions = functions;

    public IReadOnlyList<FunctionDescriptor> Functions { get; }

    public IEnumerable<FunctionDescriptor> Of(TriggerKind kind) => Functions.Where(function => function.Kind == kind);

    /// <summary>The public methods with <see cref="FunctionAttribute"/>, by name.</summary>
    /// <param name="aspNetCore">Whether ASP.NET Core's types may be used.</param>
    /// <exception cref="FunctionDeclarationException">A declaration cannot run, or a name is taken twice.</exception>
    public static FunctionCatalog Load(IEnumerable<Type> types, bool aspNetCore)
    {
        List<string> faults = [];
        List<FunctionDescriptor> functions = [];
        foreach (MethodInfo method in types.SelectMany(DeclaredMethods))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } attribute)
                continue;
            if (new FunctionReader(method, attribute, aspNetCore, faults).Read() is { } function)
                functions.Add(function);
        }
        AddDuplicates(functions, function => $"function '{function.Name}'", faults);
        AddDuplicates(
            functions.Where(function => function.Kind == TriggerKind.Orchestration), function => $"orchestrator '{function.TaskName}'", faults);
        AddDuplicates(functions.Where(function => function.Kind == TriggerKind.Activity), function => $"activity '{function.TaskName}'", faults);
        AddDuplicates(functions.Where(function => function.Kind == TriggerKind.Entity), function => $"entity '{function.TaskName}'", faults);
        return faults.Count > 0
            ? throw new FunctionDeclarationException([.. faults.Distinct()])
            : new([.. functions.OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    static IEnumerable<MethodInfo> DeclaredMethods(Type type)
        => type.IsClass ? type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly) : [];

    static void AddDuplicates(IEnumerable<FunctionDescriptor> functions, Func<FunctionDescriptor, string> what, List<string> faults)
    {
        foreach (IGrouping<string, FunctionDescriptor> group in functions.GroupBy(what, StringComparer.OrdinalIgnoreCase))
        {
            string[] methods = [.. group.Select(function => function.Definition.EntryPoint).Order(StringComparer.Ordinal)];
            if (methods.Length > 1)
                faults.Add($"The {group.Key} is declared {methods.Length} times: {string.Join(", ", methods)}.");
        }
    }
}
