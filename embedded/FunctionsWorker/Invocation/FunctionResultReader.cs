namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>Waits for what a method returned and takes the value out of it; null for methods without one.</summary>
abstract class FunctionResultReader
{
    /// <summary>The type of the value; void for none.</summary>
    public abstract Type ResultType { get; }

    public abstract ValueTask<object?> ReadAsync(object? returned);

    public static FunctionResultReader For(Type returnType)
    {
        if (returnType == typeof(Task) || returnType == typeof(ValueTask))
            return new Untyped();
        if (returnType.IsGenericType && returnType.GetGenericTypeDefinition() is var definition
            && (definition == typeof(Task<>) || definition == typeof(ValueTask<>)))
            return (FunctionResultReader)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(returnType.GenericTypeArguments))!;
        return new Plain(returnType);
    }

    sealed class Plain(Type returnType) : FunctionResultReader
    {
        public override Type ResultType => returnType;

        public override ValueTask<object?> ReadAsync(object? returned) => new(returned);
    }

    sealed class Untyped : FunctionResultReader
    {
        public override Type ResultType => typeof(void);

        public override async ValueTask<object?> ReadAsync(object? returned)
        {
            await (returned switch
            {
                Task task => task,
                ValueTask task => task.AsTask(),
                _ => Task.CompletedTask,
            });
            return null;
        }
    }

    sealed class Typed<T> : FunctionResultReader
    {
        public override Type ResultType => typeof(T);

        public override async ValueTask<object?> ReadAsync(object? returned) => returned switch
        {
            Task<T> task => await task,
            ValueTask<T> task => await task,
            _ => throw new InvalidOperationException("The function returned null in place of a task."),
        };
    }
}
