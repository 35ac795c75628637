using Microsoft.Azure.Functions.Worker.Invocation;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>Null until the function has returned.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context) => new Untyped(Of(context));

    /// <exception cref="InvalidOperationException">The function returned something else.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        EmbeddedFunctionContext invocation = Of(context);
        return invocation.Result is T
            ? new Typed<T>(invocation)
            : throw new InvalidOperationException(
                $"Function '{context.FunctionDefinition.Name}' returned '{invocation.Result?.GetType().FullName ?? "null"}', not '{typeof(T)}'.");
    }

    static EmbeddedFunctionContext Of(FunctionContext context) => context as EmbeddedFunctionContext
        ?? throw new ArgumentException($"The context is a '{context?.GetType()}', not one of this worker's.", nameof(context));

    sealed class Untyped(EmbeddedFunctionContext invocation) : InvocationResult
    {
        public override object? Value
        {
            get => invocation.Result;
            set => invocation.Result = value;
        }
    }

    sealed class Typed<T>(EmbeddedFunctionContext invocation) : InvocationResult<T>
    {
        public override T? Value
        {
            get => (T?)invocation.Result;
            set => invocation.Result = value;
        }
    }
}
