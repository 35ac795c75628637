namespace Microsoft.DurableTask;

public abstract class TaskActivityContext
{
    public abstract TaskName Name { get; }

    /// <summary>The instance that called.</summary>
    public abstract string InstanceId { get; }

    /// <summary>Empty: unversioned.</summary>
    public virtual string Version => string.Empty;
}
