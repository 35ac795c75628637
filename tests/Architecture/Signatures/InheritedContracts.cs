using Mono.Cecil;
using Orchestrator.Architecture.Tests.Il;

namespace Orchestrator.Architecture.Tests.Signatures;

/// <summary>
/// <c>embedded/</c> may declare a part of a type. Where code of both builds implements an interface or abstract class of a
/// package, the part must have every abstract member: the real one asks for all of them.
/// </summary>
static class InheritedContracts
{
    /// <param name="types">Of code that compiles in both builds.</param>
    /// <param name="ours">Lines of an embedded assembly.</param>
    /// <param name="real">Lines of the packages that it stands in for.</param>
    public static IEnumerable<string> Missing(IEnumerable<TypeDefinition> types, IEnumerable<string> ours, IEnumerable<string> real)
    {
        var declared = ours.ToHashSet(StringComparer.Ordinal);
        ILookup<string, string> required = real
            .Where(line => line.Contains(" :: public abstract ", StringComparison.Ordinal) || line.Contains(" :: protected abstract ", StringComparison.Ordinal))
            .Where(line => !declared.Contains(line))
            .ToLookup(line => line.Split(" :: ")[0], StringComparer.Ordinal);
        return
            from type in types
            from super in Code.BasesOf(type)
            from line in required[ApiNames.Of(super.Resolve() ?? super)]
            select $"{type.FullName}: {line}";
    }
}
