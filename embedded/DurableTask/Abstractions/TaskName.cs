namespace Microsoft.DurableTask;

/// <summary>The name of an orchestrator or activity; two names that differ in case alone are one name.</summary>
public readonly struct TaskName : IEquatable<TaskName>
{
    /// <summary>Null gives the default value, which names nothing.</summary>
    public TaskName(string name)
    {
        Name = name;
        VersionValue = name is null ? null! : string.Empty;
    }

    public string Name { get; }

    [Obsolete("Refer to TaskVersion instead.")]
    public string Version => VersionValue;

    string VersionValue { get; }

    public static implicit operator string(TaskName value) => value.Name;

    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new(value);

    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    public override int GetHashCode() => Name is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    public override string ToString() => Name;
}
