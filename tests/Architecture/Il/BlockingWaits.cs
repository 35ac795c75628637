using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Orchestrator.Architecture.Tests.Il;

/// <summary>
/// Finds threads that wait for a task: <c>.Result</c>, <c>.Wait()</c>, <c>GetAwaiter().GetResult()</c>, <c>Thread.Sleep</c>.
/// Reading the result of a task that the same method has asked whether it is complete does not wait.
/// </summary>
static class BlockingWaits
{
    public static IEnumerable<string> In(IEnumerable<TypeDefinition> types) =>
        from method in Code.BodiesOf(types)
        where !IsSynchronousByContract(method)
        from wait in In(method)
        select $"{Code.NameOf(method)}: {wait}";

    /// <summary>
    /// The program's entry waits for the async one, as the compiler writes it. <c>Grpc.Core.CallInvoker</c> declares one call to
    /// block; production code has no business calling it.
    /// </summary>
    static bool IsSynchronousByContract(MethodDefinition method) =>
        method.Module.EntryPoint == method || Code.NameOf(method).EndsWith(".BlockingUnaryCall", StringComparison.Ordinal);

    static IEnumerable<string> In(MethodDefinition method)
    {
        MethodReference[] calls = [.. Code.CallsOf(method)];
        for (int i = 0; i < calls.Length; i++)
        {
            MethodReference call = calls[i];
            switch (TypeNameOf(call), call.Name)
            {
                case ("System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask`1", "get_Result") when !AsksForCompletion(calls):
                case ("System.Threading.Tasks.Task", "Wait" or "WaitAll" or "WaitAny"):
                case ("System.Threading.Thread", "Sleep"):
                case (_, "BlockingUnaryCall") when !IsGenerated(method):
                case ("System.Threading.SemaphoreSlim", "Wait") when !TriesOnly(method, call):
                    yield return $"{call.DeclaringType.Name.Split('`')[0]}.{call.Name.Replace("get_", "", StringComparison.Ordinal)}";
                    break;
                // What await compiles to asks the awaiter first: GetAwaiter, get_IsCompleted, ..., GetResult.
                case (_, "GetAwaiter") when IsOfTasks(call) && calls.ElementAtOrDefault(i + 1)?.Name == "GetResult"
                    && !AsksForCompletion(calls[..i]):
                    yield return "GetAwaiter().GetResult()";
                    break;
                default:
                    break;
            }
        }
    }

    static string TypeNameOf(MethodReference call) => call.DeclaringType.GetElementType().FullName;

    static bool IsOfTasks(MethodReference call) =>
        call.DeclaringType.Namespace is "System.Threading.Tasks" or "System.Runtime.CompilerServices"
        || Code.NamespaceOf(call.DeclaringType) is "System.Runtime.CompilerServices";

    static bool AsksForCompletion(IEnumerable<MethodReference> calls) => calls.Any(call =>
        call.Name is "get_IsCompletedSuccessfully" or "get_IsCompleted" && call.DeclaringType.Namespace == "System.Threading.Tasks");

    /// <summary>protoc writes a synchronous overload of each call, which nobody needs to call.</summary>
    static bool IsGenerated(MethodDefinition method) =>
        method.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "GeneratedCodeAttribute");

    /// <summary><c>Wait(0)</c> asks and does not wait.</summary>
    static bool TriesOnly(MethodDefinition method, MethodReference wait) => method.Body.Instructions
        .Where(instruction => instruction.Operand == wait)
        .All(instruction => instruction.Previous?.OpCode == OpCodes.Ldc_I4_0);
}
