namespace Microsoft.Azure.Functions.Worker;

public abstract class BindingContext
{
    /// <summary>What a trigger knows by name: route values and query of a request, the instance id of an activity.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
