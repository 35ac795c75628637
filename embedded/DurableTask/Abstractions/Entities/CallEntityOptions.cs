namespace Microsoft.DurableTask.Entities;

/// <summary>There are no such options yet; the type holds their place in the signatures.</summary>
public record CallEntityOptions;
