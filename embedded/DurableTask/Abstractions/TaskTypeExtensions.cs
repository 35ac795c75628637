namespace Microsoft.DurableTask;

static class TaskTypeExtensions
{
    /// <summary>The name on the type's <see cref="DurableTaskAttribute"/>, else the type's own.</summary>
    public static TaskName GetTaskName(this Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Find(type) is { Name: { Name.Length: > 0 } name } ? name : new TaskName(type.Name);
    }

    public static TaskVersion GetTaskVersion(this Type type) => new(Find(type)?.Version);

    /// <exception cref="ArgumentException">The type is abstract, or no <typeparamref name="T"/>.</exception>
    public static void ThrowIfNotConcrete<T>(this Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.IsAbstract || type.IsInterface || !typeof(T).IsAssignableFrom(type))
            throw new ArgumentException($"Type '{type}' must be a class that is not abstract and derives from or implements '{typeof(T)}'.", nameof(type));
    }

    static DurableTaskAttribute? Find(Type type) => (DurableTaskAttribute?)Attribute.GetCustomAttribute(type, typeof(DurableTaskAttribute));
}
