using System.Runtime.ExceptionServices;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Brings what triggered an entity function to the object that implements it. What that throws fails the operation, not the function.</summary>
public sealed class TaskEntityDispatcher
{
    readonly TaskEntityOperation _operation;
    IServiceProvider? _services;
    Func<object?>? _result;

    internal TaskEntityDispatcher(TaskEntityOperation operation) => _operation = operation;

    /// <exception cref="InvalidOperationException">The function has not dispatched.</exception>
    internal object? Result => _result is { } result
        ? result()
        : throw new InvalidOperationException($"The function of entity operation '{_operation}' has ended without dispatching it.");

    public async Task DispatchAsync(ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        try
        {
            object? value = await entity.RunAsync(_operation);
            _result = () => value;
        }
        catch (Exception e)
        {
            var failure = ExceptionDispatchInfo.Capture(e);
            _result = () =>
            {
                failure.Throw();
                return null;
            };
        }
    }

    /// <summary>To a <typeparamref name="T"/> from the services or made with them, if it is an entity; else it is the state, and its methods are the operations.</summary>
    public Task DispatchAsync<T>() => DispatchAsync(
        typeof(ITaskEntity).IsAssignableFrom(typeof(T))
            ? (ITaskEntity)ActivatorUtilities.GetServiceOrCreateInstance(_services!, typeof(T))
            : new OfState<T>());

    public Task DispatchAsync(Func<TaskEntityOperation, ValueTask<object?>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return DispatchAsync(new OfHandler(handler));
    }

    internal TaskEntityDispatcher With(IServiceProvider services)
    {
        _services = services;
        return this;
    }

    sealed class OfState<T> : TaskEntity<T>
    {
        protected override bool AllowStateDispatch => true;
    }

    sealed class OfHandler(Func<TaskEntityOperation, ValueTask<object?>> handler) : ITaskEntity
    {
        public ValueTask<object?> RunAsync(TaskEntityOperation operation) => handler(operation);
    }
}
