using Mono.Cecil;

namespace Orchestrator.Architecture.Tests.Il;

/// <summary>I/O is <c>…Async</c> and takes its <c>CancellationToken</c> last and without a default.</summary>
static class CancellationTokens
{
    const string Token = "System.Threading.CancellationToken";

    /// <summary>Arguments that carry a token of their own, or, in an orchestrator, stand for one.</summary>
    static readonly string[] s_carriers =
    [
        "Grpc.Core.ServerCallContext", "Microsoft.AspNetCore.Http.HttpContext", "Microsoft.AspNetCore.Http.HttpRequest",
        "Microsoft.Azure.Functions.Worker.FunctionContext", "Microsoft.DurableTask.TaskOrchestrationContext",
    ];

    public static IEnumerable<string> Violations(IEnumerable<TypeDefinition> types) =>
        from type in types
        where Code.IsHandWritten(type) && !type.Name.StartsWith('<')
        from method in type.Methods
        where !method.Name.StartsWith('<') && !IsDictatedFromOutside(method)
        let fault = FaultOf(method)
        where fault is not null
        select $"{type.FullName}.{method.Name}: {fault}";

    static string? FaultOf(MethodDefinition method)
    {
        if (method.Parameters.FirstOrDefault(parameter => parameter.ParameterType.FullName == Token && parameter.IsOptional) is { } optional)
        {
            return $"{optional.Name} has a default";
        }

        if (!method.Name.EndsWith("Async", StringComparison.Ordinal) || !IsAwaitable(method.ReturnType)
            || method.Parameters.Any(parameter => s_carriers.Contains(parameter.ParameterType.FullName))
            // An object that lives as long as one orchestration or request holds it for all its methods.
            || HoldsACarrier(method.DeclaringType))
        {
            return null;
        }

        // params must be last, so the token stands before it.
        ParameterDefinition? last = method.Parameters.LastOrDefault(parameter =>
            !parameter.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "ParamArrayAttribute"));
        return last?.ParameterType.FullName == Token || !CouldPassOneOn(method) || OwnsItsToken(method) ? null
            : method.Parameters.Any(parameter => parameter.ParameterType.FullName == Token) ? "its CancellationToken is not last"
            : "it takes no CancellationToken";
    }

    static bool HoldsACarrier(TypeDefinition type) => type.Fields.Any(field => s_carriers.Contains(field.FieldType.FullName))
        || (type.BaseType is TypeDefinition inherited && HoldsACarrier(inherited));

    /// <summary>
    /// The token comes from a source at hand, as in a loop that its owner stops or a program's entry; or the code says that
    /// there is none, because what it does must not be cancelled.
    /// </summary>
    static bool OwnsItsToken(MethodDefinition method) => Code.WithStateMachine(method).SelectMany(Code.CallsOf).Any(call =>
        (call.DeclaringType.FullName, call.Name) is (Token, "get_None")
        || ((!method.IsPublic || method.Name == "MainAsync")
            && (call.DeclaringType.FullName, call.Name) is ("System.Threading.CancellationTokenSource", "get_Token")));

    /// <summary>A port always could; a body could when something that it calls takes a token, or would in another overload.</summary>
    static bool CouldPassOneOn(MethodDefinition method) => method.HasBody
        ? Code.WithStateMachine(method).SelectMany(Code.CallsOf).Any(TakesAToken)
        : method.DeclaringType.IsInterface;

    static bool TakesAToken(MethodReference call) =>
        call.Parameters.Any(parameter => parameter.ParameterType.FullName == Token)
        || (call.DeclaringType.Resolve()?.Methods.Any(overload => overload.Name == call.Name
            && overload.Parameters.Count == call.Parameters.Count + 1
            && overload.Parameters[^1].ParameterType.FullName == Token
            && overload.Parameters.SkipLast(1).Select(parameter => parameter.ParameterType.FullName)
                .SequenceEqual(call.Parameters.Select(parameter => parameter.ParameterType.FullName))) ?? false);

    static bool IsAwaitable(TypeReference type) => type.GetElementType().FullName is
        "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask"
        or "System.Threading.Tasks.ValueTask`1" or "System.Collections.Generic.IAsyncEnumerable`1";

    /// <summary>The signature is someone else's: an override or implementation of what another assembly declares.</summary>
    static bool IsDictatedFromOutside(MethodDefinition method)
    {
        if (!method.IsVirtual || method.DeclaringType.IsInterface)
        {
            return false;
        }

        bool overrides = method.IsReuseSlot && Bases(method.DeclaringType).Any(type => type.Methods.Any(candidate =>
            candidate.Name == method.Name && candidate.Module != method.Module));
        bool implements = Bases(method.DeclaringType).Append(method.DeclaringType)
            .SelectMany(type => type.Interfaces)
            .Select(implemented => implemented.InterfaceType.Resolve())
            .Any(type => type is not null && type.Module != method.Module && !IsOurs(type)
                && type.Methods.Any(candidate => method.Name == candidate.Name || method.Name.EndsWith("." + candidate.Name, StringComparison.Ordinal)));
        return overrides || implements;
    }

    static bool IsOurs(TypeDefinition type) => type.Module.Assembly.Name.Name.StartsWith("Orchestrator.", StringComparison.Ordinal)
        && !type.Module.Assembly.Name.Name.StartsWith("Orchestrator.Embedded.", StringComparison.Ordinal);

    static IEnumerable<TypeDefinition> Bases(TypeDefinition type)
    {
        for (TypeDefinition? super = type.BaseType?.Resolve(); super is not null; super = super.BaseType?.Resolve())
        {
            yield return super;
        }
    }
}
