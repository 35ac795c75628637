namespace Microsoft.DurableTask.Client.Entities;

/// <summary>A client for durable entities, which the embedded runtime does not have; the type stands in signatures.</summary>
public abstract class DurableEntityClient
{
    protected DurableEntityClient(string name) => Name = name;

    public string Name { get; }
}
