namespace Microsoft.Azure.Functions.Worker;

public abstract class BindingMetadata
{
    /// <summary>The parameter's.</summary>
    public abstract string Name { get; }

    /// <summary><c>httpTrigger</c>, <c>timerTrigger</c>, ...</summary>
    public abstract string Type { get; }

    public abstract BindingDirection Direction { get; }
}
